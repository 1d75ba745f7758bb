import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { doubleLiteral, identifier } from "../../../sql/quote.ts";
import type { WindowSql } from "../windows.ts";

/** An input of the model that both sides have, as the same kind of column. */
export interface Input {
  readonly name: string;
  readonly numeric: boolean;
}

/** What the reference knows of an input. */
export interface Known {
  readonly input: Input;
  /** Numbers: the smallest and the largest finite one. */
  readonly low: number | null;
  readonly high: number | null;
  readonly nulls: number;
  /** Categories: the share of rows whose category occurs once, which is the share to be expected of unseen ones. */
  readonly usual: number;
}

/** A query asks about so many inputs at once. */
export const inputsAQuery = 12;

const knownRow = z.strictObject({
  ...{
    place: z.number(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    nulls: z.number(),
    usual: z.number(),
  },
});
export type KnownRow = z.infer<typeof knownRow>;

const missingSql = ({ name, numeric }: Input): string =>
  numeric
    ? `(${identifier(name)} IS NULL OR isnan(CAST(${identifier(name)} AS DOUBLE)))`
    : `${identifier(name)} IS NULL`;

/** Range, missing values and rare categories of at most `inputsAQuery` inputs of the reference. */
export function knownInputs(relation: string, inputs: readonly Input[]): StatsQuery<KnownRow> {
  const of = (input: Input, place: number): string => {
    const [value, from] = [identifier(input.name), identifier(relation)];
    const nulls = `CAST(count(*) FILTER (WHERE ${missingSql(input)}) AS DOUBLE) AS nulls`;
    if (input.numeric) {
      const finite = `CASE WHEN isfinite(CAST(${value} AS DOUBLE)) THEN CAST(${value} AS DOUBLE) END`;
      return `SELECT ${place}e0 AS place, min(${finite}) AS low, max(${finite}) AS high, ${nulls}, 0e0 AS usual FROM ${from}`;
    }
    return `SELECT ${place}e0 AS place, CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high, coalesce(CAST(sum(n) FILTER (WHERE c IS NULL) AS DOUBLE), 0e0) AS nulls,
  coalesce(CAST(count(*) FILTER (WHERE n = 1 AND c IS NOT NULL) AS DOUBLE) / CAST(sum(n) FILTER (WHERE c IS NOT NULL) AS DOUBLE), 0e0) AS usual
FROM (SELECT CAST(${value} AS VARCHAR) AS c, count(*) AS n FROM ${from} GROUP BY 1) g${place}`;
  };
  return {
    name: `inputs of ${relation}`,
    maxRows: inputs.length,
    row: knownRow,
    sql: `SELECT * FROM (${inputs.map(of).join("\nUNION ALL ")}) u ORDER BY place`,
  };
}

const outsideRow = z.strictObject({ day: z.string(), rows: z.number() }).catchall(z.number());
export type OutsideRow = z.infer<typeof outsideRow>;

/** Rows of each window in which input `i` (column `c{i}`) is beyond the reference's range, in no known category, or newly missing. */
export function outsideCounts(
  { production, reference, window }: { production: string; reference: string; window: WindowSql },
  known: readonly Known[],
): StatsQuery<OutsideRow> {
  const counts = known.map(
    (one, place) => `CAST(count(*) FILTER (WHERE ${outsideSql(one, reference)}) AS DOUBLE) AS c${place}`,
  );
  return {
    name: `inputs of ${production} that the reference does not know`,
    maxRows: 20_000,
    row: outsideRow,
    sql: `SELECT ${window.text("w")} AS day, CAST(n AS DOUBLE) AS "rows"${known.map((_, place) => `, c${place}`).join("")}
FROM (SELECT ${window.start} AS w, count(*) AS n, ${counts.join(", ")} FROM ${identifier(production)} GROUP BY 1) r WHERE w IS NOT NULL ORDER BY 1`,
  };
}

function outsideSql({ input, low, high, nulls }: Known, reference: string): string {
  const value = identifier(input.name);
  const missing = missingSql(input);
  const newlyMissing = nulls === 0 ? missing : "FALSE";
  if (!input.numeric) {
    const seen = `SELECT CAST(${value} AS VARCHAR) FROM ${identifier(reference)} WHERE ${value} IS NOT NULL`;
    return `${newlyMissing} OR (${value} IS NOT NULL AND CAST(${value} AS VARCHAR) NOT IN (${seen}))`;
  }
  if (low === null || high === null) return `NOT ${missing}`;
  const number = `CAST(${value} AS DOUBLE)`;
  return `${newlyMissing} OR (NOT ${missing} AND (${number} < ${doubleLiteral(low)} OR ${number} > ${doubleLiteral(high)}))`;
}
