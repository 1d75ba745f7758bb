import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { placeInList } from "../../../sql/bin-expression.ts";
import { identifier, textLiteral } from "../../../sql/quote.ts";

/** A group column with more values than this is not looked into. */
export const mostGroups = 20;

const row = z.strictObject({ value: z.string() });

/** The values of a group column that most rows of production have: one more than the most that are looked into. */
export function groupValues(group: string): StatsQuery<z.infer<typeof row>> {
  const value = `CAST(${identifier(group)} AS VARCHAR)`;
  return {
    name: `values of ${group}`,
    maxRows: mostGroups + 1,
    row,
    sql: `SELECT ${value} AS value FROM "production" WHERE ${identifier(group)} IS NOT NULL
GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${mostGroups + 1}`,
  };
}

/** A row's place among those values from 1 on; 0 where it has another, null where it has none. */
export const groupKey = placeInList;

/** The rows of one group, as a predicate. */
export const inGroup = (group: string, value: string): string =>
  `CAST(${identifier(group)} AS VARCHAR) = ${textLiteral(value)}`;
