import type { Reason } from "../../base/reasons.ts";
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
  if (model?.columns.label == null) return "no_label";
  if (task === null) return "no_task";
  const label = find(dataset, model.columns.label, side);
  if (typeof label === "string") return label;
  if (task === "binary") return binaryColumns(label, { config, context, dataset, side });
  const name = model.columns.prediction ?? (task === "regression" ? model.columns.score : null);
  const prediction = name === null ? "no_decision" : find(dataset, name, side);
  if (task === "regression") {
    const number = (column: ContextColumn | Reason): Sql | Reason =>
      typeof column === "string" || column.type === "number" ? expression(column, finiteNumber) : "unsupported_type";
    if (label.type !== "number") return "unsupported_type";
    return { task, label: finiteNumber(label.name), prediction: number(prediction) };
  }
  const asNumbers = [label, prediction].every((column) => typeof column !== "string" && column.type === "number");
  const whole = [label, prediction].every((column) => typeof column !== "string" && column.sqlType.includes("INT"));
  const text = (column: string): string =>
    asNumbers && !whole ? `CAST(${finiteNumber(column)} AS VARCHAR)` : `CAST(${identifier(column)} AS VARCHAR)`;
  return { task, label: text(label.name), prediction: expression(prediction, text) };
}

const isReason = (part: ContextColumn | Reason): part is Reason => typeof part === "string";
const expression = (column: ContextColumn | Reason, sql: (name: string) => string): Sql | Reason =>
  isReason(column) ? column : { sql: sql(column.name) };

interface Surroundings {
  readonly config: PerformanceConfig;
  readonly context: CellContext;
  readonly dataset: ContextDataset;
  readonly side: Side;
}

function binaryColumns(label: ContextColumn, { config, context, dataset, side }: Surroundings): SideColumns | Reason {
  const { model } = context;
  const positive = model?.positive_class ?? null;
  const truth = isPositive(label, positive);
  if (truth === null) return "no_positive_class";
  const score = model?.columns.score == null ? "no_score" : find(dataset, model.columns.score, side);
  const number = isReason(score) ? score : score.type === "number" ? scoreOf(score) : "unsupported_type";
  const source = decisionSource(config, context);
  const parts = { task: "binary", label: truth, score: number } as const;
  if (source === null) return { ...parts, decision: "no_decision" };
  if (source === "threshold")
    return {
      ...parts,
      decision:
        typeof number === "string"
          ? number
          : {
              sql: `CASE WHEN ${number.sql} >= ${doubleLiteral(model?.threshold ?? 0)} THEN 1 WHEN ${number.sql} IS NOT NULL THEN 0 END`,
            },
    };
  const prediction = find(dataset, model?.columns.prediction ?? "", side);
  if (isReason(prediction)) return { ...parts, decision: prediction };
  const decided = isPositive(prediction, positive);
  return { ...parts, decision: decided === null ? "no_positive_class" : { sql: decided } };
}

const scoreOf = ({ name }: ContextColumn): Score => ({ column: name, sql: finiteNumber(name) });

function find(dataset: ContextDataset, name: string, side: Side): ContextColumn | Reason {
  const column = dataset.columns.find((one) => one.name === name);
  if (column === undefined) return side === "reference" ? "missing_in_reference" : "missing_in_production";
  return column.type === "unsupported" || column.type === "timestamp" ? "unsupported_type" : column;
}

/** 1 for the positive class, 0 for any other value, null where the value is missing; null when the class does not fit. */
function isPositive({ name, type }: ContextColumn, positive: string | null): string | null {
  const column = identifier(name);
  const either = (present: string, condition: string): string =>
    `CASE WHEN ${present} THEN CASE WHEN ${condition} THEN 1 ELSE 0 END END`;
  if (type === "number") {
    const value = positive === null || positive.trim() === "" ? (positive === null ? 1 : Number.NaN) : Number(positive);
    const number = `CAST(${column} AS DOUBLE)`;
    return Number.isFinite(value)
      ? either(`${column} IS NOT NULL AND NOT isnan(${number})`, `${number} = ${doubleLiteral(value)}`)
      : null;
  }
  if (type === "boolean") {
    const truth = /^(1|true|false|0)$/i.test(positive ?? "1") ? /^(1|true)$/i.test(positive ?? "1") : null;
    return truth === null ? null : either(`${column} IS NOT NULL`, truth ? column : `NOT ${column}`);
  }
  return positive === null
    ? null
    : either(`${column} IS NOT NULL`, `CAST(${column} AS VARCHAR) = ${textLiteral(positive)}`);
}
