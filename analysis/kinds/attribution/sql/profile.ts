import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import type { LossSql } from "../loss.ts";
import type { RowsOf } from "../sides.ts";

const row = z.object({
  ...{ rows: z.number(), labelled: z.number(), used: z.number(), outside: z.number(), most: z.number().nullable() },
});
export type Profile = z.infer<typeof row>;

/** Rows of one side, those with a label, those with a loss, and the largest loss. */
export const profileQuery = (
  { relation, where }: RowsOf,
  { loss, labelled, outside }: LossSql,
): StatsQuery<Profile> => ({
  name: `losses of ${relation}`,
  maxRows: 1,
  row,
  sql: `SELECT CAST(count(*) AS DOUBLE) AS "rows", CAST(count(*) FILTER (WHERE labelled) AS DOUBLE) AS labelled,
  CAST(count(l) AS DOUBLE) AS used, CAST(count(*) FILTER (WHERE outside) AS DOUBLE) AS outside, max(l) AS "most"
FROM (SELECT ${loss} AS l, ${labelled} AS labelled, ${outside} AS outside FROM ${identifier(relation)} WHERE ${where}) t`,
});

const countRow = z.object({ n: z.number() });

/** Rows of one side, where nothing is known of their loss. */
export const countQuery = ({ relation, where }: RowsOf): StatsQuery<z.infer<typeof countRow>> => ({
  name: `rows of ${relation}`,
  maxRows: 1,
  row: countRow,
  sql: `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${identifier(relation)} WHERE ${where}`,
});
