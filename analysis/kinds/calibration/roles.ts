import type { Reason } from "../../base/reasons.ts";
import { doubleLiteral, identifier, textLiteral } from "../../sql/quote.ts";
import { mayBeNaN } from "../binary-columns.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";

/** A side's score and label as SQL. */
export interface Roles {
  readonly relation: string;
  readonly score: string;
  /** The score as DOUBLE. */
  readonly scoreSql: string;
  readonly labelSql: string;
  /** The row has a label. */
  readonly labelled: string;
  /** The label is the positive class. */
  readonly positive: string;
}

/** Why no side of this investigation can be asked, or nothing. */
export function refusalOf({ model }: CellContext): Reason | null {
  if (model?.task === "regression") return "not_binary";
  if ((model?.columns.score ?? null) === null) return "no_score";
  return (model?.columns.label ?? null) === null ? "no_label" : null;
}

/** Score and label of one side as SQL, or why they cannot be compared. */
export function rolesOf(side: ContextDataset, { model }: CellContext): Roles | Reason {
  const named = (name: string | null | undefined): ContextColumn | undefined =>
    side.columns.find((column) => column.name === name);
  const [score, label] = [named(model?.columns.score), named(model?.columns.label)];
  if (score === undefined) return "no_score";
  if (label === undefined) return "no_label";
  if (score.type !== "number") return "unsupported_type";
  const scored = { relation: side.relation, score: score.name, scoreSql: `CAST(${identifier(score.name)} AS DOUBLE)` };
  if (model?.task === "multiclass") {
    const prediction = named(model.columns.prediction);
    return prediction === undefined ? "no_prediction" : { ...scored, ...rightOf(label, prediction) };
  }
  const positive = positiveOf(label, model?.positive_class ?? null);
  if ("reason" in positive) return positive.reason;
  return { ...scored, labelSql: identifier(label.name), ...positive };
}

/** One class of several against the rest, by the column with its score. */
export function classRolesOf(
  side: ContextDataset,
  { model }: CellContext,
  { name, column }: { readonly name: string; readonly column: string },
): Roles | Reason {
  const [score, label] = [column, model?.columns.label].map((wanted) =>
    side.columns.find((one) => one.name === wanted),
  );
  if (score === undefined) return "no_score";
  if (label === undefined) return "no_label";
  if (score.type !== "number") return "unsupported_type";
  const positive = positiveOf(label, name);
  if ("reason" in positive) return positive.reason;
  return {
    ...{ relation: side.relation, score: score.name, scoreSql: `CAST(${identifier(score.name)} AS DOUBLE)` },
    // What is compared has two values, however many classes the label has.
    ...{ labelSql: positive.positive, ...positive },
  };
}

/** Of a model of several classes: the prediction is right. Numbers are compared as numbers, others as text. */
function rightOf(label: ContextColumn, prediction: ContextColumn): Pick<Roles, "labelSql" | "labelled" | "positive"> {
  const type = label.type === "number" && prediction.type === "number" ? "DOUBLE" : "VARCHAR";
  const [truth, guess] = [label, prediction].map(({ name }) => `CAST(${identifier(name)} AS ${type})`);
  const right = `(${truth ?? ""} = ${guess ?? ""})`;
  const present = [label, prediction].map(({ name }) => known(identifier(name)));
  const numbers = type === "DOUBLE" ? [truth, guess].map((number) => `NOT isnan(${number ?? ""})`) : [];
  return { labelSql: right, labelled: `(${[...present, ...numbers].join(" AND ")})`, positive: right };
}

type Positive = Pick<Roles, "labelled" | "positive"> | { readonly reason: Reason };

function positiveOf({ name, type, sqlType }: ContextColumn, wanted: string | null): Positive {
  const label = identifier(name);
  if (type === "number") return positiveNumber(label, wanted, mayBeNaN(sqlType));
  if (type === "boolean") return positiveTruth(label, wanted);
  if (type !== "text") return { reason: "unsupported_type" };
  if (wanted === null) return { reason: "no_positive_class" };
  return { labelled: known(label), positive: `(CAST(${label} AS VARCHAR) = ${textLiteral(wanted)})` };
}

const known = (label: string): string => `${label} IS NOT NULL`;

/** 1 unless the model names another number. */
function positiveNumber(label: string, wanted: string | null, hasNaN: boolean): Positive {
  const value = wanted === null ? 1 : Number(wanted);
  if (wanted?.trim() === "" || !Number.isFinite(value)) return { reason: "no_positive_class" };
  const number = `CAST(${label} AS DOUBLE)`;
  const labelled = hasNaN ? `(${known(label)} AND NOT isnan(${number}))` : known(label);
  return { labelled, positive: `(${number} = ${doubleLiteral(value)})` };
}

function positiveTruth(label: string, wanted: string | null): Positive {
  const text = wanted?.toLowerCase() ?? "true";
  if (["true", "1"].includes(text)) return { labelled: known(label), positive: label };
  return ["false", "0"].includes(text)
    ? { labelled: known(label), positive: `(NOT ${label})` }
    : { reason: "no_positive_class" };
}

/** The row has a label and a score that is a probability; NaN is above every number. */
export const usable = ({ scoreSql, labelled }: Roles): string =>
  `${labelled} AND ${scoreSql} >= 0e0 AND ${scoreSql} <= 1e0`;
