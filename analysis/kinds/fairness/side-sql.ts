import type { Reason } from "../../base/reasons.ts";
import { binaryColumns, calledColumns, type DecisionSetting, type Side } from "../binary-columns.ts";
import type { CellContext } from "../context.ts";
import type { Lacks } from "./parts.ts";
import type { SideSql } from "./sql/counts.ts";

const none = "CAST(NULL AS INTEGER)";

/** One side's label, decision and probability as SQL with what it lacks; null for a side that is not pinned. */
export function sideSql(
  context: CellContext,
  side: Side,
  decision: DecisionSetting,
): { readonly sql: SideSql; readonly lacks: Lacks } | null {
  const dataset = context[side];
  if (dataset === null) return null;
  const [labelled, called] = [binaryColumns(context, side, decision), calledColumns(context, side, decision)];
  const label: Reason | null = typeof labelled === "string" ? labelled : null;
  const lacksDecision = typeof called.decision === "string" ? called.decision : null;
  const lacksScore = typeof called.score === "string" ? called.score : null;
  const score = typeof called.score === "string" ? null : called.score.sql;
  return {
    sql: {
      relation: dataset.relation,
      label: typeof labelled === "string" ? none : labelled.label,
      decision: typeof called.decision === "string" ? none : called.decision.sql,
      probability:
        score === null ? "CAST(NULL AS DOUBLE)" : `CASE WHEN (${score}) >= 0e0 AND (${score}) <= 1e0 THEN ${score} END`,
    },
    lacks: { label, decision: lacksDecision, score: lacksScore },
  };
}

/** Why this kind cannot ask anything of the model, or nothing. */
export const refusalOf = ({ model }: CellContext): Reason | null =>
  model?.task != null && model.task !== "binary" ? "not_binary" : null;
