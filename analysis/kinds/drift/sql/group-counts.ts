import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier, textLiteral } from "../../../sql/quote.ts";

/** A group column with more values than this is not looked into. */
export const mostGroups = 20;

const row = z.strictObject({ value: z.string(), bin: z.number(), reference: z.number(), production: z.number() });
export type GroupRow = z.infer<typeof row>;

/**
 * Rows of both sides by group and bin, for one group more than the most that are looked into.
 * @param since a predicate on production's rows, or nothing
 */
export function groupCounts(
  group: string,
  bin: string,
  { label, since }: { readonly label: string; readonly since: string | null },
): StatsQuery<GroupRow> {
  const value = `CAST(${identifier(group)} AS VARCHAR)`;
  const side = (relation: string, columns: string, only: string | null): string =>
    `SELECT ${value} AS value, ${bin} AS bin, ${columns}
     FROM ${identifier(relation)} WHERE ${value} IN (SELECT value FROM chosen)${only === null ? "" : ` AND ${only}`} GROUP BY 1, 2`;
  return {
    name: `${label} by ${group}`,
    maxRows: (mostGroups + 1) * 64,
    row,
    sql: `WITH chosen AS (
  SELECT ${value} AS value FROM "production" WHERE ${identifier(group)} IS NOT NULL
  GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${mostGroups + 1}
)
SELECT value, bin, CAST(sum(reference) AS DOUBLE) AS reference, CAST(sum(production) AS DOUBLE) AS production
FROM (${side("reference", "count(*) AS reference, 0 AS production", null)} UNION ALL ${side("production", "0 AS reference, count(*) AS production", since)})
GROUP BY 1, 2 ORDER BY 1, 2`,
  };
}

/** The rows of one group, as a predicate. */
export const inGroup = (group: string, value: string): string =>
  `CAST(${identifier(group)} AS VARCHAR) = ${textLiteral(value)}`;
