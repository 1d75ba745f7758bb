import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";

/** Categories beyond this many, by rows of the reference, are counted together. */
const mostCategories = 1000;

const row = z.strictObject({
  part: z.enum(["category", "missing", "rest"]),
  category: z.string().nullable(),
  categories: z.number(),
  reference: z.number(),
  production: z.number(),
});
export type CategoryRow = z.infer<typeof row>;

/** Rows of each category on both sides in one answer: the most frequent of the reference by name, the rest and the nulls pooled. */
export function categoryCounts(column: string): StatsQuery<CategoryRow> {
  const side = (relation: string, reference: string, production: string): string =>
    `SELECT CAST(${identifier(column)} AS VARCHAR) AS category, ${reference} AS reference, ${production} AS production
     FROM ${identifier(relation)} GROUP BY 1`;
  return {
    name: `categories of ${column}`,
    maxRows: mostCategories + 2,
    row,
    sql: `WITH counted AS (
  SELECT category, CAST(sum(reference) AS DOUBLE) AS reference, CAST(sum(production) AS DOUBLE) AS production
  FROM (${side("reference", "count(*)", "0")} UNION ALL ${side("production", "0", "count(*)")})
  GROUP BY category
), ranked AS (
  SELECT category, reference, production,
    CASE WHEN category IS NULL THEN 'missing'
      WHEN row_number() OVER (ORDER BY category IS NULL, reference DESC, production DESC, category) <= ${mostCategories} THEN 'category'
      ELSE 'rest' END AS part
  FROM counted
)
SELECT part, CASE WHEN part = 'category' THEN category END AS category, CAST(count(*) AS DOUBLE) AS categories,
  sum(reference) AS reference, sum(production) AS production
FROM ranked GROUP BY 1, 2 ORDER BY part, reference DESC, production DESC, category`,
  };
}
