import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import type { IdSide } from "../parts.ts";

/** Rows that have an id, and how many different ids there are. */
export const distinctQuery = (relation: string, column: string): StatsQuery<IdSide> => ({
  name: `ids ${relation}.${column}`,
  maxRows: 1,
  sql: `SELECT count(${identifier(column)})::DOUBLE AS "values", count(DISTINCT ${identifier(column)})::DOUBLE AS "distinct"
FROM ${identifier(relation)}`,
  row: z.object({ values: z.number(), distinct: z.number() }),
});

/** Rows whose id another row of the relation has too. */
export const sharedIdPredicate = (relation: string, column: string): string => {
  const name = identifier(column);
  return `${name} IN (SELECT ${name} FROM ${identifier(relation)} WHERE ${name} IS NOT NULL GROUP BY ${name} HAVING count(*) > 1)`;
};
