import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { mostCuts } from "../../coded-rows.ts";

const row = z.strictObject({ value: z.string() });

/** A longer text gets no code of its own, so that hostile data cannot make a query too long. */
const longestName = 200;

/** The most frequent categories of a column, as text. */
export const frequentValues = (relation: string, column: string): StatsQuery<{ value: string }> => ({
  name: `categories of ${column} in ${relation}`,
  maxRows: mostCuts,
  row,
  sql: `SELECT value FROM (SELECT CAST(${identifier(column)} AS VARCHAR) AS value, count(*) AS n FROM ${identifier(relation)} WHERE ${identifier(column)} IS NOT NULL GROUP BY 1) g
WHERE length(value) <= ${longestName} ORDER BY n DESC, value LIMIT ${mostCuts}`,
});
