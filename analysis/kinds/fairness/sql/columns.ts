import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { doubleLiteral, identifier } from "../../../sql/quote.ts";
import type { ContextColumn } from "../../context.ts";
import { comparedSql } from "../../coded-column.ts";
import { longestValue } from "../coded.ts";

const valueSql = ({ name, type }: ContextColumn): string => comparedSql(name, type === "number");

/** Distinct values of number columns, by an approximate count, in the order of the columns. */
export function distinctQuery(
  relation: string,
  columns: readonly ContextColumn[],
): StatsQuery<Readonly<Record<string, number>>> {
  const counts = columns.map((column, index) => `approx_count_distinct(${valueSql(column)})::DOUBLE AS d${index}`);
  return {
    name: `distinct values in ${relation}`,
    maxRows: 1,
    sql: `SELECT ${counts.join(", ")} FROM ${identifier(relation)}`,
    row: z.record(z.string(), z.number()),
  };
}

const valueRow = z.object({ value: z.union([z.string(), z.number()]), values: z.number() });

/** The values with most rows over all sides that have the column, and how many values there are. */
export function valuesQuery(
  relations: readonly string[],
  column: ContextColumn,
  most: number,
): StatsQuery<z.infer<typeof valueRow>> {
  const value = valueSql(column);
  const usable = column.type === "number" ? `isfinite(${value})` : `${identifier(column.name)} IS NOT NULL`;
  const short = column.type === "number" ? "TRUE" : `length(value) <= ${longestValue}`;
  const counts = relations.map(
    (relation) => `SELECT ${value} AS value, count(*) AS n FROM ${identifier(relation)} WHERE ${usable} GROUP BY 1`,
  );
  return {
    name: `values of ${column.name}`,
    maxRows: most,
    sql: `SELECT value, "values" FROM (
  SELECT value, n, (count(*) OVER ())::DOUBLE AS "values" FROM (
    SELECT value, sum(n) AS n FROM (${counts.join(" UNION ALL ")}) u GROUP BY value) v) w
WHERE ${short} ORDER BY n DESC, value LIMIT ${most}`,
    row: valueRow,
  };
}

/** Inner edges of bins with equal rows: existing values of the column, ascending; fewer where values tie. */
export function edgesQuery(relation: string, column: ContextColumn, bins: number): StatsQuery<{ edge: number | null }> {
  const shares = Array.from({ length: bins - 1 }, (_, index) => doubleLiteral((index + 1) / bins));
  const picked = shares.map((_, index) => `SELECT q[${index + 1}] AS edge FROM found`);
  return {
    name: `quantiles of ${column.name}`,
    maxRows: bins - 1,
    sql: `WITH found AS MATERIALIZED (SELECT quantile_disc(v, [${shares.join(", ")}]) AS q FROM (
  SELECT ${valueSql(column)} AS v FROM ${identifier(relation)} WHERE isfinite(${valueSql(column)})) t)
SELECT DISTINCT edge FROM (${picked.join(" UNION ALL ")}) e WHERE edge IS NOT NULL ORDER BY edge`,
    row: z.object({ edge: z.number().nullable() }),
  };
}
