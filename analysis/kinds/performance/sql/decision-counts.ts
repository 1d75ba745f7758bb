import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { daySql } from "../../time-windows.ts";
import { mostWindowRows, type SideQuery } from "./side-query.ts";

const row = z.strictObject({
  ...{ day: z.string().nullable(), rows: z.number(), labelled: z.number(), scored: z.number() },
  ...{ tp: z.number(), fp: z.number(), fn: z.number(), tn: z.number() },
});
export type DecisionRow = z.infer<typeof row>;

interface Columns {
  readonly label: string;
  readonly decision: string;
  readonly score: string;
}

/** Rows, labelled rows, labelled rows with a score, and the confusion table by window; rows without a time have none. */
export const decisionCounts = (
  { relation, start }: SideQuery,
  { label, decision, score }: Columns,
): StatsQuery<DecisionRow> => {
  const count = (condition: string): string => `CAST(count(*) FILTER (WHERE ${condition}) AS DOUBLE)`;
  return {
    name: `decisions of ${relation}`,
    maxRows: mostWindowRows,
    row,
    sql: `SELECT ${daySql("w")} AS day, CAST(count(*) AS DOUBLE) AS "rows", ${count("y IS NOT NULL")} AS labelled, ${count("y IS NOT NULL AND s IS NOT NULL")} AS scored,
  ${count("y = 1 AND d = 1")} AS tp, ${count("y = 0 AND d = 1")} AS fp, ${count("y = 1 AND d = 0")} AS fn, ${count("y = 0 AND d = 0")} AS tn
FROM (SELECT ${start} AS w, ${label} AS y, ${decision} AS d, ${score} AS s FROM ${identifier(relation)}) r GROUP BY w ORDER BY 1`,
  };
};
