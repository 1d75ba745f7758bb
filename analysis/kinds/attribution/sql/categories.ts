import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import type { BothRows, RowsOf } from "../sides.ts";

/** Categories of a column that get a level of their own: those with most rows. */
export const mostCategories = 58;
/** A longer text gets no level of its own, so that hostile data cannot make a query too long. */
const longestName = 200;

const row = z.object({ value: z.string(), reference: z.number(), production: z.number(), values: z.number() });
/** Rows of a category on both sides; `values` is how many categories there are, listed or not. */
export type CategoryRow = z.infer<typeof row>;

/** Categories of both sides, those with most rows of the reference first, then of production. */
export function categoriesQuery(column: string, { reference, production }: BothRows): StatsQuery<CategoryRow> {
  const side = ({ relation, where }: RowsOf, counts: string): string =>
    `SELECT CAST(${identifier(column)} AS VARCHAR) AS value, ${counts} FROM ${identifier(relation)}
     WHERE (${where}) AND ${identifier(column)} IS NOT NULL GROUP BY 1`;
  return {
    name: `categories of ${column}`,
    maxRows: mostCategories,
    row,
    sql: `SELECT * FROM (SELECT value, CAST(sum(r) AS DOUBLE) AS reference, CAST(sum(p) AS DOUBLE) AS production,
    CAST(count(*) OVER () AS DOUBLE) AS "values"
  FROM (${side(reference, "count(*) AS r, 0 AS p")} UNION ALL ${side(production, "0 AS r, count(*) AS p")}) t GROUP BY 1) c
WHERE length(value) <= ${longestName} ORDER BY 2 DESC, 3 DESC, 1 LIMIT ${mostCategories}`,
  };
}
