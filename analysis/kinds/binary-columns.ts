import type { Reason } from "../base/reasons.ts";
import type { Model } from "../document/schema.ts";
import { doubleLiteral, identifier, textLiteral } from "../sql/quote.ts";
import type { CellContext, ContextColumn, ContextDataset } from "./context.ts";

export type Side = "reference" | "production";

/** One dataset's label, score and decision as SQL; a part that cannot be had is its reason. */
export interface BinaryColumns {
  /** 1 for the positive class, 0 for any other label, null where there is none. */
  readonly label: string;
  readonly score: Score | Reason;
  /** 1 or 0, null where there is none. */
  readonly decision: Decision | Reason;
}

export interface Sql {
  readonly sql: string;
}
export interface Score extends Sql {
  readonly column: string;
}
export interface Decision extends Sql {
  /** Where scores from here on are called positive; nothing where a column says what is. */
  readonly threshold: number | null;
}

/** `auto` takes the pinned threshold, else the prediction column. */
export const decisionSettings = ["auto", "threshold", "prediction"] as const;
export type DecisionSetting = (typeof decisionSettings)[number];
export type DecisionSource = "threshold" | "prediction" | null;

/** Where binary decisions come from: the same for both sides. */
export function decisionSource(decision: DecisionSetting, model: Model | null): DecisionSource {
  const threshold = model?.columns.score != null && model.threshold !== null;
  if (threshold && decision !== "prediction") return "threshold";
  return model?.columns.prediction != null && decision !== "threshold" ? "prediction" : null;
}

/** An SQL expression that is null where a number is missing, NaN, infinite or too large to square (beyond ±1e70). */
export const finiteNumber = (column: string): string => {
  const value = `CAST(${identifier(column)} AS DOUBLE)`;
  // NaN is above every number.
  return `CASE WHEN abs(${value}) <= 1e70 THEN ${value} END`;
};

/** What can be asked of one side's binary model, or why nothing can. */
export function binaryColumns(context: CellContext, side: Side, decision: DecisionSetting): BinaryColumns | Reason {
  const [dataset, model] = [context[side], context.model];
  if (dataset === null) return side === "reference" ? "empty_reference" : "empty_production";
  if (model === null || model.columns.label === null) return "no_label";
  const label = modelColumn(dataset, model.columns.label, side);
  if (isReason(label)) return label;
  const truth = isPositive(label, model.positive_class);
  if (truth === null) return "no_positive_class";
  return { label: truth, ...calledColumns(context, side, decision) };
}

/** Score and decision, which need no label. */
export function calledColumns(
  { model, ...sides }: CellContext,
  side: Side,
  decision: DecisionSetting,
): Pick<BinaryColumns, "score" | "decision"> {
  const dataset = sides[side];
  if (dataset === null || model === null) return { score: "no_score", decision: "no_decision" };
  const column = model.columns.score === null ? "no_score" : modelColumn(dataset, model.columns.score, side);
  const score = isReason(column) ? column : column.type === "number" ? scoreOf(column) : "unsupported_type";
  return { score, decision: decisionOf(score, { dataset, model, side }, decision) };
}

/** Whole numbers need no look at each value. */
export const mayBeNaN = (sqlType: string): boolean => !sqlType.includes("INT");

/** SQL: 1 where a score reaches the threshold, 0 where it does not, null where there is none. */
export const thresholded = (score: string, threshold: number): string =>
  `CASE WHEN ${score} >= ${doubleLiteral(threshold)} THEN 1 WHEN ${score} IS NOT NULL THEN 0 END`;

interface Surroundings {
  readonly dataset: ContextDataset;
  readonly model: Model;
  readonly side: Side;
}

function decisionOf(
  score: Score | Reason,
  { dataset, model, side }: Surroundings,
  setting: DecisionSetting,
): Decision | Reason {
  const source = decisionSource(setting, model);
  if (source === null) return "no_decision";
  if (source === "threshold") {
    if (typeof score === "string") return score;
    const threshold = model.threshold ?? 0;
    return { sql: thresholded(score.sql, threshold), threshold };
  }
  const prediction = modelColumn(dataset, model.columns.prediction, side);
  if (isReason(prediction)) return prediction;
  const sql = isPositive(prediction, model.positive_class);
  return sql === null ? "no_positive_class" : { sql, threshold: null };
}

const scoreOf = ({ name }: ContextColumn): Score => ({ column: name, sql: finiteNumber(name) });

export const isReason = (part: ContextColumn | Reason): part is Reason => typeof part === "string";

/** A column that the model names, if values of its type can be compared. */
export function modelColumn(dataset: ContextDataset, name: string | null, side: Side): ContextColumn | Reason {
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

/**
 * SQL: 1 for the positive class, 0 for any other value, null where the value is missing.
 * @param positive the model's positive class; numbers and truth values take 1 and true without one
 * @returns null when the class does not fit the column's type
 */
export function isPositive({ name, type, sqlType }: ContextColumn, positive: string | null): string | null {
  const column = identifier(name);
  // What is asked of a null is null.
  const either = (condition: string): string => `CAST((${condition}) AS INTEGER)`;
  if (type === "number") {
    const value = (positive ?? "1").trim() === "" ? Number.NaN : Number(positive ?? "1");
    if (!Number.isFinite(value)) return null;
    const number = `CAST(${column} AS DOUBLE)`;
    const isClass = either(`${number} = ${doubleLiteral(value)}`);
    return mayBeNaN(sqlType) ? `CASE WHEN NOT isnan(${number}) THEN ${isClass} END` : isClass;
  }
  if (type === "boolean") {
    const truth = truths.get((positive ?? "1").toLowerCase());
    return truth === undefined ? null : either(truth ? column : `NOT ${column}`);
  }
  return positive === null ? null : either(`CAST(${column} AS VARCHAR) = ${textLiteral(positive)}`);
}
