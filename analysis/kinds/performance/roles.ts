import type { Reason } from "../../base/reasons.ts";
import { binaryColumns, finiteNumber, isReason, modelColumn } from "../binary-columns.ts";
import type { BinaryColumns, Score, Side, Sql } from "../binary-columns.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import type { Model } from "../../document/schema.ts";
import { classText } from "../predicted-columns.ts";
import type { PerformanceConfig } from "./config.ts";

export type TaskName = "binary" | "multiclass" | "regression";

/** One dataset's columns as SQL; a part that cannot be had is its reason. Numbers beyond ±1e70 count as missing. */
export type SideColumns =
  | ({ readonly task: "binary" } & BinaryColumns)
  | { readonly task: "multiclass" | "regression"; readonly label: string; readonly prediction: Sql | Reason };

/** The task, or null where neither settings nor model name one. */
export const taskOf = (config: PerformanceConfig, { model }: CellContext): TaskName | null =>
  config.task === "auto" ? (model?.task ?? null) : config.task;

/** What can be asked of one dataset, or why nothing can. */
export function sideColumns(config: PerformanceConfig, context: CellContext, side: Side): SideColumns | Reason {
  const [dataset, model, task] = [context[side], context.model, taskOf(config, context)];
  if (dataset === null) return side === "reference" ? "empty_reference" : "empty_production";
  if (model === null || model.columns.label === null) return "no_label";
  if (task === null) return "no_task";
  if (task === "binary") {
    const columns = binaryColumns(context, side, config.decision);
    return typeof columns === "string" ? columns : { task, ...columns };
  }
  const label = modelColumn(dataset, model.columns.label, side);
  if (isReason(label)) return label;
  return task === "regression" ? numberColumns(label, context, side) : classColumns(label, { dataset, model, side });
}

interface Surroundings {
  readonly dataset: ContextDataset;
  readonly model: Model;
  readonly side: Side;
}

/** The number that a regression predicts; the score stands in where no prediction is set. */
export function predictedNumber({ model, ...sides }: CellContext, side: Side): Score | Reason {
  const dataset = sides[side];
  if (dataset === null) return side === "reference" ? "empty_reference" : "empty_production";
  const prediction = modelColumn(dataset, model?.columns.prediction ?? model?.columns.score ?? null, side);
  if (isReason(prediction)) return prediction;
  return prediction.type === "number"
    ? { column: prediction.name, sql: finiteNumber(prediction.name) }
    : "unsupported_type";
}

function numberColumns(label: ContextColumn, context: CellContext, side: Side): SideColumns | Reason {
  if (label.type !== "number") return "unsupported_type";
  return { task: "regression", label: finiteNumber(label.name), prediction: predictedNumber(context, side) };
}

function classColumns(label: ContextColumn, { dataset, model, side }: Surroundings): SideColumns {
  const prediction = modelColumn(dataset, model.columns.prediction, side);
  const text = classText([label, prediction]);
  return { task: "multiclass", label: text(label.name), prediction: expression(prediction, text) };
}

const expression = (column: ContextColumn | Reason, sql: (name: string) => string): Sql | Reason =>
  isReason(column) ? column : { sql: sql(column.name) };
