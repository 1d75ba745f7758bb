import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { mostWindowRows, type SideQuery } from "./side-query.ts";

const row = z.strictObject({
  day: z.string(),
  rows: z.number(),
  labelled: z.number(),
  most: z.number().nullable(),
});
export type LabelCountRow = z.infer<typeof row>;

/** Rows in windows, those that have a label, and the largest of the numbers that `size` gives. */
export const labelCounts = (
  { relation, start, text }: SideQuery,
  { label, size }: { readonly label: string; readonly size: string },
): StatsQuery<LabelCountRow> => ({
  name: `labels of ${relation}`,
  maxRows: mostWindowRows,
  row,
  sql: `SELECT ${text("w")} AS day, CAST(n AS DOUBLE) AS "rows", CAST(y AS DOUBLE) AS labelled, z AS "most"
FROM (SELECT ${start} AS w, count(*) AS n, count(${label}) AS y, max(${size}) AS z FROM ${identifier(relation)} GROUP BY 1) r WHERE w IS NOT NULL ORDER BY 1`,
});
