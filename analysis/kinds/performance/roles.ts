import type { Reason } from "../../base/reasons.ts";
import type { Model } from "../../document/schema.ts";
import { doubleLiteral, identifier, textLiteral } from "../../sql/quote.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import type { PerformanceConfig } from "./config.ts";

export type Side = "reference" | "production";
export type TaskName = "binary" | "multiclass" | "regression";

/** One dataset's columns as SQL; a part that cannot be had is its reason. Numbers beyond ±1e70 count as missing. */
export type SideColumns =
  | { readonly task: "binary"; readonly label: string; readonly decision: Sql | Reason; readonly score: Score | Reason }
  | { readonly task: "multiclass" | "regression"; readonly label: string; readonly prediction: Sql | Reason };

export interface Sql {
  readonly sql: string;
}
export interface Score extends Sql {
  readonly column: string;
}

export type DecisionSource = "threshold" | "prediction" | null;

/** The task, or null where neither settings nor model name one. */
export const taskOf = (config: PerformanceConfig, { model }: CellContext): TaskName | null =>
  config.task === "auto" ? (model?.task ?? null) : config.task;

/** Where binary decisions come from: the same for both sides. */
export function decisionSource({ decision }: PerformanceConfig, { model }: CellContext): DecisionSource {
  const threshold = model?.columns.score != null && model.threshold !== null;
  if (threshold && decision !== "prediction") return "threshold";
  return model?.columns.prediction != null && decision !== "threshold" ? "prediction" : null;
}

/** An SQL expression that is null where a number is missing, NaN, infinite or too large to square. */
export const finiteNumber = (column: string): string => {
  const value = `CAST(${identifier(column)} AS DOUBLE)`;
  return `CASE WHEN isfinite(${value}) AND abs(${value}) <= 1e70 THEN ${value} END`;
};

/** What can be asked of one dataset, or why nothing can. */
export function sideColumns(config: PerformanceConfig, context: CellContext, side: Side): SideColumns | Reason {
  const [dataset, model, task] = [context[side], context.model, taskOf(config, context)];
  if (dataset === null) return side === "reference" ? "empty_reference" : "empty_production";
  if (model === null || model.columns.label === null) return "no_label";
  if (task === null) return "no_task";
  const label = find(dataset, model.columns.label, side);
  if (isReason(label)) return label;
  const surroundings: Surroundings = { config, context, dataset, model, side };
  if (task === "binary") return binaryColumns(label, surroundings);
  return task === "regression" ? numberColumns(label, surroundings) : classColumns(label, surroundings);
}

/** The score stands in where no prediction is set. */
function numberColumns(label: ContextColumn, { dataset, model, side }: Surroundings): SideColumns | Reason {
  const prediction = find(dataset, model.columns.prediction ?? model.columns.score, side);
  if (label.type !== "number") return "unsupported_type";
  const number = isReason(prediction) || prediction.type === "number" ? prediction : "unsupported_type";
  return { task: "regression", label: finiteNumber(label.name), prediction: expression(number, finiteNumber) };
}

/** Classes as text; numbers of different types are brought to one. */
function classColumns(label: ContextColumn, { dataset, model, side }: Surroundings): SideColumns {
  const prediction = find(dataset, model.columns.prediction, side);
  const both = isReason(prediction) ? [label] : [label, prediction];
  const mixed = both.every(({ type }) => type === "number") && !both.every(({ sqlType }) => sqlType.includes("INT"));
  const text = (column: string): string => `CAST(${mixed ? finiteNumber(column) : identifier(column)} AS VARCHAR)`;
  return { task: "multiclass", label: text(label.name), prediction: expression(prediction, text) };
}

const isReason = (part: ContextColumn | Reason): part is Reason => typeof part === "string";
const expression = (column: ContextColumn | Reason, sql: (name: string) => string): Sql | Reason =>
  isReason(column) ? column : { sql: sql(column.name) };

interface Surroundings {
  readonly config: PerformanceConfig;
  readonly context: CellContext;
  readonly dataset: ContextDataset;
  readonly model: Model;
  readonly side: Side;
}

function binaryColumns(label: ContextColumn, surroundings: Surroundings): SideColumns | Reason {
  const { dataset, model, side } = surroundings;
  const truth = isPositive(label, model.positive_class);
  if (truth === null) return "no_positive_class";
  const score = model.columns.score === null ? "no_score" : find(dataset, model.columns.score, side);
  const number = isReason(score) ? score : score.type === "number" ? scoreOf(score) : "unsupported_type";
  return { task: "binary", label: truth, score: number, decision: decisionOf(number, surroundings) };
}

function decisionOf(score: Score | Reason, { config, context, dataset, model, side }: Surroundings): Sql | Reason {
  const source = decisionSource(config, context);
  if (source === null) return "no_decision";
  if (source === "threshold") {
    if (typeof score === "string") return score;
    const line = doubleLiteral(model.threshold ?? 0);
    return { sql: `CASE WHEN ${score.sql} >= ${line} THEN 1 WHEN ${score.sql} IS NOT NULL THEN 0 END` };
  }
  const prediction = find(dataset, model.columns.prediction, side);
  if (isReason(prediction)) return prediction;
  const sql = isPositive(prediction, model.positive_class);
  return sql === null ? "no_positive_class" : { sql };
}

const scoreOf = ({ name }: ContextColumn): Score => ({ column: name, sql: finiteNumber(name) });

function find(dataset: ContextDataset, name: string | null, side: Side): ContextColumn | Reason {
  if (name === null) return "no_decision";
  const column = dataset.columns.find((one) => one.name === name);
  if (column === undefined) return side === "reference" ? "missing_in_reference" : "missing_in_production";
  return column.type === "unsupported" || column.type === "timestamp" ? "unsupported_type" : column;
}

const truths = new Map([
  ["1", true],
  ["true", true],
  ["0", false],
  ["false", false],
]);

/** 1 for the positive class, 0 for any other value, null where the value is missing; null when the class does not fit. */
function isPositive({ name, type }: ContextColumn, positive: string | null): string | null {
  const column = identifier(name);
  const either = (condition: string, present = `${column} IS NOT NULL`): string =>
    `CASE WHEN ${present} THEN CASE WHEN ${condition} THEN 1 ELSE 0 END END`;
  if (type === "number") {
    const value = (positive ?? "1").trim() === "" ? Number.NaN : Number(positive ?? "1");
    if (!Number.isFinite(value)) return null;
    const number = `CAST(${column} AS DOUBLE)`;
    return either(`${number} = ${doubleLiteral(value)}`, `${column} IS NOT NULL AND NOT isnan(${number})`);
  }
  if (type === "boolean") {
    const truth = truths.get((positive ?? "1").toLowerCase());
    return truth === undefined ? null : either(truth ? column : `NOT ${column}`);
  }
  return positive === null ? null : either(`CAST(${column} AS VARCHAR) = ${textLiteral(positive)}`);
}
