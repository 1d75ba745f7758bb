import type { StatsSource } from "../../base/stats-source.ts";
import { decisionCounts, type DecisionColumns, type DecisionRow } from "./sql/decision-counts.ts";
import type { SideQuery } from "./sql/side-query.ts";

export type CountDecisions = (
  source: StatsSource,
  query: SideQuery,
  columns: DecisionColumns,
) => Promise<readonly DecisionRow[]>;

/** Counts of decisions for the tasks of one cell: measuring and estimating ask for the same ones, which are counted once. */
export function countedOnce(): CountDecisions {
  const counted = new Map<string, Promise<readonly DecisionRow[]>>();
  return (source, query, columns) => {
    const question = decisionCounts(query, columns);
    const rows = counted.get(question.sql) ?? source.rows(question);
    counted.set(question.sql, rows);
    return rows;
  };
}
