import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { exactSum, fromExactSum } from "../../../sql/exact-sum.ts";
import { doubleLiteral, identifier, textLiteral } from "../../../sql/quote.ts";
import { stepSql } from "../../../sql/step-sql.ts";
import { edgesOf } from "../../../stats/bin-edges.ts";
import { daySql, type TimeFrame } from "../../time-windows.ts";
import { usable, type Roles } from "../roles.ts";
import { startSql } from "./scores.ts";

/** A group column with more values than this is looked into only for those with most rows. */
export const mostValues = 20;
/** Columns that one query groups by. */
export const mostColumns = 8;

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

/** A column and those of its values that are looked into. */
export interface GroupColumn {
  readonly column: string;
  readonly values: readonly string[];
  /** The values are all that the side has. */
  readonly complete: boolean;
}

const sums = { n: z.number(), yes: z.number(), scores: z.number().transform((sum) => fromExactSum(sum)) };
const row = z.object({
  ...{ place: z.number(), value: z.string(), day: z.string().nullable() },
  ...{ bin: z.number().nullable(), label: z.number().nullable(), ...sums },
});
/** Usable rows of one value of the column at `place`: of a window, or of a bin and label; a row without a time is in the window `null`. */
export type GroupRow = z.infer<typeof row>;

/** Rows, positives and scores of one side, of each column by value and window, and by value, bin of equal width and label: one scan. */
export function groupsQuery(
  roles: Roles,
  columns: readonly GroupColumn[],
  { frame, bins }: { readonly frame: TimeFrame | null; readonly bins: number },
): StatsQuery<GroupRow> {
  const edges = edgesOf({ from: 0, to: 1, bins }).subarray(1, -1);
  const names = columns.map((_column, place) => `v${place}`);
  const places = names.map((name, place) => `WHEN GROUPING(${name}) = 0 THEN ${place}e0`).join(" ");
  const sets = names.flatMap((name) => [`(${name}, w)`, `(${name}, bin, label)`]);
  return {
    name: `groups of ${roles.relation}`,
    maxRows: 100_000 * columns.length,
    sql: `SELECT place, value, ${daySql("w")} AS day, CAST(bin AS DOUBLE) AS bin, CAST(label AS DOUBLE) AS label, n, yes, scores FROM (
  SELECT CASE ${places} END AS place, coalesce(${names.join(", ")}, NULL) AS value, w, bin, label,
    count(*)::DOUBLE AS n, sum(yes)::DOUBLE AS yes, ${exactSum("s")} AS scores
  FROM (SELECT ${names.join(", ")}, w, ${stepSql("s", edges, doubleLiteral)} AS bin, yes AS label, yes, s FROM (
    SELECT ${columns.map((column, place) => `${valueSql(column)} AS v${place}`).join(", ")}, ${startSql(frame)} AS w, CAST(${roles.positive} AS INTEGER) AS yes, ${roles.scoreSql} AS s
    FROM ${identifier(roles.relation)} WHERE ${usable(roles)}) u) r
  GROUP BY GROUPING SETS (${sets.join(", ")})) g
WHERE value IS NOT NULL ORDER BY place, value, day NULLS FIRST, bin, label`,
    row,
  };
}

function valueSql({ column, values, complete }: GroupColumn): string {
  const value = `CAST(${identifier(column)} AS VARCHAR)`;
  return complete ? value : `CASE WHEN ${value} IN (${values.map(textLiteral).join(", ")}) THEN ${value} END`;
}
