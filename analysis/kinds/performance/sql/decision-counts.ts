import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { minuteOf } from "../../window-keys.ts";
import { mostWindowRows, type SideQuery } from "./side-query.ts";

const row = z.strictObject({
  ...{
    day: z.string().nullable(),
    minute: z.number().nullable(),
    rows: z.number(),
    labelled: z.number(),
    positives: z.number(),
    scored: z.number(),
  },
  ...{ tp: z.number(), fp: z.number(), fn: z.number(), tn: z.number() },
  /** Rows called positive and rows that were not, labelled or not. */
  ...{ called: z.number(), passed: z.number() },
});
export type DecisionRow = z.infer<typeof row>;

export interface DecisionColumns {
  readonly label: string;
  readonly decision: string;
  readonly score: string;
}

/** Rows, labelled rows, labelled rows with a score, and the confusion table by window; rows without a time have none. */
export const decisionCounts = (
  { relation, start, text }: SideQuery,
  { label, decision, score }: DecisionColumns,
): StatsQuery<DecisionRow> => {
  const count = (condition: string): string => `CAST(count(*) FILTER (WHERE ${condition}) AS DOUBLE)`;
  return {
    name: `decisions of ${relation}`,
    maxRows: mostWindowRows,
    row,
    sql: `SELECT ${text("w")} AS day, CAST(${minuteOf("w")} AS DOUBLE) AS "minute", CAST(count(*) AS DOUBLE) AS "rows", ${count("y IS NOT NULL")} AS labelled, ${count("y = 1")} AS positives, ${count("y IS NOT NULL AND s IS NOT NULL")} AS scored,
  ${count("y = 1 AND d = 1")} AS tp, ${count("y = 0 AND d = 1")} AS fp, ${count("y = 1 AND d = 0")} AS fn, ${count("y = 0 AND d = 0")} AS tn,
  ${count("d = 1")} AS called, ${count("d = 0")} AS passed
FROM (SELECT ${start} AS w, ${label} AS y, ${decision} AS d, ${score} AS s FROM ${identifier(relation)}) r GROUP BY w ORDER BY 1`,
  };
};
