import type { StatsSource } from "../../base/stats-source.ts";
import { decisionCounts, type DecisionColumns, type DecisionRow } from "./sql/decision-counts.ts";
import type { SideQuery } from "./sql/side-query.ts";

type Rows = Promise<readonly DecisionRow[]>;
export type CountDecisions = (source: StatsSource, query: SideQuery, columns: DecisionColumns) => Rows;

/** Counts of decisions for the tasks of one cell: measuring and estimating ask for the same ones, which are counted once. */
export interface CountedOnce {
  readonly count: CountDecisions;
  /** Takes the rows that `count` would give where they come without a scan of their own. */
  readonly know: (query: SideQuery, columns: DecisionColumns, rows: Rows) => Rows;
}

export function countedOnce(): CountedOnce {
  const counted = new Map<string, Rows>();
  const know: CountedOnce["know"] = (query, columns, rows) => {
    counted.set(decisionCounts(query, columns).sql, rows);
    return rows;
  };
  return {
    know,
    count: (source, query, columns) => {
      const question = decisionCounts(query, columns);
      return counted.get(question.sql) ?? know(query, columns, source.rows(question));
    },
  };
}
