import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { exactSum, fromExactSum } from "../../../sql/exact-sum.ts";
import { doubleLiteral, identifier, textLiteral } from "../../../sql/quote.ts";
import { daySql, inWindowSql, windowStartSql, type TimeFrame } from "../../time-windows.ts";
import { usable, type Roles } from "../roles.ts";

/** A result holds so many windows a side at most: those with most rows. */
export const mostWindows = 240;

/** Inner edges of the bins, and whether a score on an edge is in the lower bin. */
export interface Cuts {
  readonly edges: readonly number[];
  readonly closedBelow: boolean;
}

/** The bin of a score, from 0. */
export function binCase(score: string, { edges, closedBelow }: Cuts): string {
  const below = closedBelow ? "<=" : "<";
  const cases = edges.map((edge, bin) => `WHEN ${score} ${below} ${doubleLiteral(edge)} THEN ${bin}`).join(" ");
  return edges.length === 0 ? "0" : `CASE ${cases} ELSE ${edges.length} END`;
}

const sums = { n: z.number(), yes: z.number(), scores: z.number().transform((sum) => fromExactSum(sum)) };
const windowRow = z.object({ day: z.string(), bin: z.number(), ...sums });
export type WindowRow = z.infer<typeof windowRow>;

/** Rows, positives and scores of one side by window (UTC; weeks begin on Monday) and bin. */
export function windowQuery(roles: Roles, frame: TimeFrame, cuts: Cuts): StatsQuery<WindowRow> {
  return {
    name: `windows of ${roles.relation}`,
    maxRows: mostWindows * (cuts.edges.length + 1),
    sql: `WITH g AS MATERIALIZED (
  SELECT w, ${binCase("s", cuts)} AS bin, count(*) AS n, count(*) FILTER (WHERE yes) AS yes, ${exactSum("s")} AS scores
  FROM (SELECT ${windowStartSql(frame)} AS w, ${roles.scoreSql} AS s, ${roles.positive} AS yes
    FROM ${identifier(roles.relation)} WHERE ${usable(roles)} AND ${inWindowSql(frame)}) r GROUP BY 1, 2),
chosen AS (SELECT w FROM g GROUP BY w ORDER BY sum(n) DESC, w LIMIT ${mostWindows})
SELECT ${daySql("w")} AS day, bin, n::DOUBLE AS n, yes::DOUBLE AS yes, scores
FROM g WHERE w IN (SELECT w FROM chosen) ORDER BY 1, 2`,
    row: windowRow,
  };
}

/** A group column with more values than this is looked into only for those with most rows. */
export const mostValues = 20;

const groupRow = z.object({ value: z.string(), day: z.string().nullable(), ...sums });
export type GroupRow = z.infer<typeof groupRow>;

/** The values of a column with most usable rows on one side, most rows first, with the rows of all values together. */
export function valuesQuery(roles: Roles, column: string): StatsQuery<{ value: string; n: number; values: number }> {
  const value = `CAST(${identifier(column)} AS VARCHAR)`;
  return {
    name: `values of ${column}`,
    maxRows: mostValues,
    sql: `SELECT value, n, (count(*) OVER ())::DOUBLE AS "values" FROM (
  SELECT ${value} AS value, count(*)::DOUBLE AS n FROM ${identifier(roles.relation)}
  WHERE ${usable(roles)} AND ${identifier(column)} IS NOT NULL GROUP BY 1) t
ORDER BY n DESC, value LIMIT ${mostValues}`,
    row: z.object({ value: z.string(), n: z.number(), values: z.number() }),
  };
}

/** Rows, positives and scores of one side by value and window; a row without a time is in the window `null`. */
export function groupQuery(
  roles: Roles,
  column: string,
  values: readonly string[],
  frame: TimeFrame | null,
): StatsQuery<GroupRow> {
  const value = `CAST(${identifier(column)} AS VARCHAR)`;
  const start =
    frame === null ? "NULL::TIMESTAMP" : `CASE WHEN ${inWindowSql(frame)} THEN ${windowStartSql(frame)} END`;
  return {
    name: `${column} in ${roles.relation}`,
    maxRows: 100_000,
    sql: `SELECT value, ${daySql("w")} AS day, n, yes, scores FROM (
  SELECT value, w, count(*)::DOUBLE AS n, (count(*) FILTER (WHERE yes))::DOUBLE AS yes, ${exactSum("s")} AS scores
  FROM (SELECT ${value} AS value, ${start} AS w, ${roles.scoreSql} AS s, ${roles.positive} AS yes
    FROM ${identifier(roles.relation)} WHERE ${usable(roles)} AND ${value} IN (${values.map(textLiteral).join(", ")})) r
  GROUP BY 1, 2) g
ORDER BY 1, 2 NULLS FIRST`,
    row: groupRow,
  };
}
