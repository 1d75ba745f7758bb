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
import { classColumns, numberColumns, type Column } from "../predicted-columns.ts";
import { taskOf, type TaskName } from "./task.ts";

/** One side's label, score and decision as SQL; NULL where it has none. */
interface BinarySql {
  readonly task: "binary";
  readonly relation: string;
  readonly label: string;
  readonly score: string;
  /** Over the relation's columns, or over the score `s` that was computed before. */
  readonly decision: { readonly sql: string; readonly over: "columns" | "score" };
}

/** One side's label and prediction as SQL: classes as text, or numbers. */
interface PredictedSql {
  readonly task: Exclude<TaskName, "binary">;
  readonly relation: string;
  readonly label: string;
  readonly prediction: string;
}

export type SideSql = BinarySql | PredictedSql;

/** Why a side has no labels, decisions (or predictions) or scores. */
export interface Lacks {
  readonly label: Reason | null;
  readonly decision: Reason | null;
  readonly score: Reason | null;
}

export interface SideRows {
  readonly sql: SideSql;
  readonly lacks: Lacks;
}

/** What can be asked of a side, and what it lacks; null for a side that is not pinned. */
export function sideSql(context: CellContext, side: Side, setting: DecisionSetting): SideRows | null {
  const dataset = context[side];
  if (dataset === null) return null;
  const task = taskOf(context);
  if (task === "binary") return binarySide(context, dataset.relation, { side, setting });
  const { label, prediction } = (task === "regression" ? numberColumns : classColumns)(context, side);
  const none = `CAST(NULL AS ${task === "regression" ? "DOUBLE" : "VARCHAR"})`;
  const sql = (column: Column): string => ("sql" in column ? column.sql : none);
  const why = (column: Column): Reason | null => ("sql" in column ? null : column.reason);
  return {
    sql: { task, relation: dataset.relation, label: sql(label), prediction: sql(prediction) },
    lacks: { label: why(label), decision: why(prediction), score: null },
  };
}

const noNumber = "CAST(NULL AS DOUBLE)";

function binarySide(
  context: CellContext,
  relation: string,
  { side, setting }: { readonly side: Side; readonly setting: DecisionSetting },
): SideRows {
  const labelled = binaryColumns(context, side, setting);
  const { score, decision } = calledColumns(context, side, setting);
  const byScore = decisionSource(setting, context.model) === "threshold";
  const decided = typeof decision === "string" ? noNumber : decision.sql;
  return {
    sql: {
      ...{ task: "binary", relation },
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
 * The relation's rows with what the task compares, and more expressions over the relation's columns. Each of label, score and
 * prediction is computed once, one level below what is made of it.
 *   binary: label `y`, decision `d`, probability `p` (nothing for a score outside 0 to 1)
 *   multiclass: label `y`, and `h`: 1 where the prediction is right, 0 where it is not
 *   regression: label `y`, and the error `e`: prediction less label
 */
export function rowsSql(side: SideSql, more: readonly string[]): string {
  const relation = identifier(side.relation);
  if (side.task === "binary") {
    const { label, score, decision } = side;
    const own = decision.over === "columns" ? [`${decision.sql} AS d0`] : [];
    return `SELECT *, ${own.length > 0 ? "d0" : decision.sql} AS d, CASE WHEN s >= 0e0 AND s <= 1e0 THEN s END AS p FROM (
    SELECT ${[...more, `${label} AS y`, `${score} AS s`, ...own].join(", ")} FROM ${relation}) a`;
  }
  const compared = side.task === "regression" ? "o - y AS e" : "CASE WHEN o = y THEN 1 WHEN o <> y THEN 0 END AS h";
  return `SELECT *, ${compared} FROM (
    SELECT ${[...more, `${side.label} AS y`, `${side.prediction} AS o`].join(", ")} FROM ${relation}) a`;
}
