import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { doubleLiteral, identifier } from "../../../sql/quote.ts";
import { leastProbability } from "../../../stats/probability-loss.ts";
import type { WindowSql } from "../windows.ts";
import { stepSql } from "../../../sql/step-sql.ts";

const row = z.strictObject({
  ...{ day: z.string(), step: z.number(), called: z.number().nullable(), rows: z.number(), outside: z.number() },
  ...{ log_yes: z.number(), log_no: z.number(), log_squares: z.number() },
  ...{ brier_yes: z.number(), brier_no: z.number(), brier_squares: z.number() },
});
export type StepRow = z.infer<typeof row>;

interface Columns {
  readonly relation: string;
  readonly window: WindowSql;
  readonly score: string;
  readonly decision: string;
  /** An SQL predicate over the relation's rows. */
  readonly where: string;
}

/** Sums are of whole trillionths, so that the order of the rows cannot change them. */
const exactSum = (value: string): string => `CAST(sum(CAST(round((${value}) * 1e12) AS BIGINT)) AS DOUBLE) / 1e12`;

/**
 * Scored rows by window, step of score and decision, with the loss that they would have were they all positive or all
 * negative; scores outside 0 to 1 are counted and their losses are those of the nearer end.
 */
export function stepCounts(columns: Columns, cuts: ArrayLike<number>): StatsQuery<StepRow> {
  const { relation, window, score, decision, where } = columns;
  const [least, most] = [doubleLiteral(leastProbability), doubleLiteral(1 - leastProbability)];
  return {
    name: `steps of score in ${relation}`,
    maxRows: 600_000,
    row,
    sql: `SELECT ${window.text("w")} AS day, CAST(step AS DOUBLE) AS step, CAST(d AS DOUBLE) AS called, CAST(count(*) AS DOUBLE) AS "rows",
  CAST(count(*) FILTER (WHERE s < 0e0 OR s > 1e0) AS DOUBLE) AS outside,
  ${exactSum("-ln(q)")} AS log_yes, ${exactSum("-ln(1e0 - q)")} AS log_no, ${exactSum("(ln(q) - ln(1e0 - q)) * (ln(q) - ln(1e0 - q))")} AS log_squares,
  ${exactSum("(1e0 - p) * (1e0 - p)")} AS brier_yes, ${exactSum("p * p")} AS brier_no, ${exactSum("(1e0 - 2e0 * p) * (1e0 - 2e0 * p)")} AS brier_squares
FROM (
  SELECT w, d, s, ${stepSql("s", cuts, doubleLiteral)} AS step, greatest(0e0, least(1e0, s)) AS p, greatest(${least}, least(${most}, s)) AS q
  FROM (SELECT ${window.start} AS w, ${decision} AS d, ${score} AS s FROM ${identifier(relation)} WHERE ${where}) v
  WHERE w IS NOT NULL AND s IS NOT NULL
) r GROUP BY w, step, d ORDER BY 1, 2, 3`,
  };
}
