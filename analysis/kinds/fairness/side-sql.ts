import type { Reason } from "../../base/reasons.ts";
import { identifier } from "../../sql/quote.ts";
import {
  binaryColumns,
  calledColumns,
  decisionSource,
  thresholded,
  type DecisionSetting,
  type Side,
} from "../binary-columns.ts";
import type { CellContext } from "../context.ts";

/** One side's label, score and decision as SQL; NULL where it has none. */
export interface SideSql {
  readonly relation: string;
  readonly label: string;
  readonly score: string;
  /** Over the relation's columns, or over the score `s` that was computed before. */
  readonly decision: { readonly sql: string; readonly over: "columns" | "score" };
}

/** Why a side has no labels, decisions or scores. */
export interface Lacks {
  readonly label: Reason | null;
  readonly decision: Reason | null;
  readonly score: Reason | null;
}

const noNumber = "CAST(NULL AS DOUBLE)";

/** What can be asked of a side, and what it lacks; null for a side that is not pinned. */
export function sideSql(
  context: CellContext,
  side: Side,
  setting: DecisionSetting,
): { readonly sql: SideSql; readonly lacks: Lacks } | null {
  const dataset = context[side];
  if (dataset === null) return null;
  const labelled = binaryColumns(context, side, setting);
  const { score, decision } = calledColumns(context, side, setting);
  const byScore = decisionSource(setting, context.model) === "threshold";
  const decided = typeof decision === "string" ? noNumber : decision.sql;
  return {
    sql: {
      relation: dataset.relation,
      label: typeof labelled === "string" ? noNumber : labelled.label,
      score: typeof score === "string" ? noNumber : score.sql,
      decision:
        byScore && typeof decision !== "string"
          ? { sql: thresholded("s", context.model?.threshold ?? 0), over: "score" }
          : { sql: decided, over: "columns" },
    },
    lacks: { label: reason(labelled), decision: reason(decision), score: reason(score) },
  };
}

const reason = (part: object | Reason): Reason | null => (typeof part === "string" ? part : null);

/**
 * The relation's rows with label `y`, decision `d`, probability `p` (nothing for a score outside 0 to 1), and more
 * expressions over its columns. The score is computed once, one level below what is made of it.
 */
export function rowsSql({ relation, label, score, decision }: SideSql, more: readonly string[]): string {
  const own = decision.over === "columns" ? [`${decision.sql} AS d0`] : [];
  return `SELECT *, ${own.length > 0 ? "d0" : decision.sql} AS d, CASE WHEN s >= 0e0 AND s <= 1e0 THEN s END AS p FROM (
    SELECT ${[...more, `${label} AS y`, `${score} AS s`, ...own].join(", ")} FROM ${identifier(relation)}) a`;
}

/** Why this kind cannot ask anything of the model, or nothing. */
export const refusalOf = ({ model }: CellContext): Reason | null =>
  model?.task != null && model.task !== "binary" ? "not_binary" : null;
