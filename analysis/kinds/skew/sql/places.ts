import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier, textLiteral } from "../../../sql/quote.ts";
import { differsSql, type Tolerance } from "./equality.ts";
import { joinedSql, type JoinedRows } from "./join.ts";

export interface TopGroup {
  /** Which of the pairing's group columns. */
  readonly index: number;
  readonly value: string | null;
  readonly rows: number;
  readonly affected: number;
  readonly all_rows: number;
  readonly all_affected: number;
}

const topGroup = z.object({
  ...{ index: z.number(), value: z.string().nullable(), rows: z.number(), affected: z.number() },
  ...{ all_rows: z.number(), all_affected: z.number() },
});

/** Of each group column, the value that holds most of the differing rows, the first by name among equals. */
export function topGroupsQuery(rows: JoinedRows, tolerance: Tolerance): StatsQuery<TopGroup> {
  const { groups } = rows.pairing;
  const extras = groups.map(({ name, side }, index) => ({
    ...{ side, as: `g${index}`, sql: `CAST(${identifier(name)} AS VARCHAR)` },
  }));
  const names = extras.map(({ as }) => as);
  const pick = (then: (name: string, index: number) => string | number): string =>
    `CASE ${names.map((name, index) => `WHEN grouping(${name}) = 0 THEN ${then(name, index)}`).join(" ")} END`;
  const differs = differsSql(0, rows.columns[0]?.as ?? "text", tolerance);
  return {
    name: `groups of ${rows.columns[0]?.name ?? ""}`,
    maxRows: groups.length,
    sql: `SELECT i AS "index", value, n AS "rows", affected, all_rows, all_affected FROM (
  SELECT *, row_number() OVER (PARTITION BY i ORDER BY affected DESC, value NULLS LAST) AS place,
    (sum(n) OVER (PARTITION BY i))::DOUBLE AS all_rows, (sum(affected) OVER (PARTITION BY i))::DOUBLE AS all_affected FROM (
    SELECT (${pick((_, index) => index)})::DOUBLE AS i, ${pick((name) => name)} AS value,
      count(*)::DOUBLE AS n, (count(*) FILTER (WHERE hit))::DOUBLE AS affected
    FROM (SELECT ${names.join(", ")}, ${differs} AS hit FROM ${joinedSql({ ...rows, extras })} j) h
    GROUP BY GROUPING SETS (${names.map((name) => `(${name})`).join(", ")})) c) r
WHERE place = 1 ORDER BY i`,
    row: topGroup,
  };
}

export interface ExampleRow {
  readonly id: string;
  readonly training: string | null;
  readonly serving: string | null;
}

export const mostExamples = 5;

/** A few differing rows, by a hash of their key, so that they are the same at every run and not the first of a file. */
export function examplesQuery(rows: JoinedRows, tolerance: Tolerance): StatsQuery<ExampleRow> {
  const text = (name: string): string => `CAST(${name} AS VARCHAR)`;
  const differs = differsSql(0, rows.columns[0]?.as ?? "text", tolerance);
  const hash = `md5(concat(${textLiteral("example|")}, ${text("k")}))`;
  return {
    name: `examples of ${rows.columns[0]?.name ?? ""}`,
    maxRows: mostExamples,
    sql: `SELECT ${text("k")} AS id, ${text("t0")} AS training, ${text("s0")} AS serving
FROM ${joinedSql(rows)} j WHERE ${differs} ORDER BY ${hash}, id LIMIT ${mostExamples}`,
    row: z.object({ id: z.string(), training: z.string().nullable(), serving: z.string().nullable() }),
  };
}
