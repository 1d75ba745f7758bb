import type { MetricDefinition } from "../kind.ts";
import type { TaskName } from "./roles.ts";

/** What judging and drawing need to know of a metric. */
export interface MetricInfo {
  readonly key: MetricKey;
  readonly name: string;
  readonly better: "higher" | "lower" | "neither";
  readonly range: readonly [number, number];
}

const classification = ["accuracy", "balanced_accuracy", "precision", "recall", "specificity", "f1", "mcc"] as const;
const scored = ["roc_auc", "average_precision", "log_loss", "brier"] as const;
const averaged = ["macro_precision", "macro_recall", "macro_f1"] as const;
const ranked = ["macro_roc_auc"] as const;
const weighted = ["weighted_precision", "weighted_recall", "weighted_f1"] as const;
const regression = ["mae", "rmse", "mape", "r2", "bias"] as const;
export const metricKeys = [...classification, ...scored, ...averaged, ...weighted, ...ranked, ...regression] as const;
export type MetricKey = (typeof metricKeys)[number];

/** The metrics of each task, in the order of tables. */
export const metricsOf: Readonly<Record<TaskName, readonly MetricKey[]>> = {
  binary: [...scored.slice(0, 2), ...classification, ...scored.slice(2)],
  multiclass: ["accuracy", ...averaged, ...weighted, ...ranked],
  regression,
};

interface Description {
  readonly name: string;
  readonly formula: string;
  readonly rule: string;
  readonly source: string;
  readonly unit?: string;
  readonly range?: readonly [number, number];
  readonly better?: MetricInfo["better"];
}

const decisions = "decisions at the pinned threshold (score ≥ threshold) or from the prediction column";
const matrix = "Fawcett, An introduction to ROC analysis, Pattern Recognit. Lett. 27 (2006)";
const sklearn = "scikit-learn";
const zeroed = "classes that occur in truth or prediction; an undefined class counts as 0";
const everyone = Number.POSITIVE_INFINITY;
const unit = "the label's unit";

const described: Readonly<Record<MetricKey, Description>> = {
  accuracy: { name: "Accuracy", formula: "correct / rows", rule: decisions, source: matrix },
  balanced_accuracy: {
    ...{ name: "Balanced accuracy", formula: "(recall + specificity) / 2", rule: decisions },
    source: "Brodersen et al., ICPR (2010)",
  },
  precision: { name: "Precision", formula: "tp / (tp + fp)", rule: decisions, source: matrix },
  recall: { name: "Recall", formula: "tp / (tp + fn)", rule: decisions, source: matrix },
  specificity: { name: "Specificity", formula: "tn / (tn + fp)", rule: decisions, source: matrix },
  f1: { name: "F1", formula: "2·tp / (2·tp + fp + fn)", rule: decisions, source: "van Rijsbergen (1979)" },
  mcc: {
    ...{ name: "Matthews correlation", formula: "(tp·tn − fp·fn) / √((tp+fp)(tp+fn)(tn+fp)(tn+fn))", rule: decisions },
    ...{ source: "Matthews (1975)", unit: "correlation", range: [-1, 1] },
  },
  roc_auc: {
    ...{ name: "ROC AUC", formula: "P(positive scores above negative) + P(tie) / 2", rule: "exact, ties count half" },
    ...{ source: "Hanley & McNeil, Radiology 143 (1982)", unit: "area" },
  },
  average_precision: {
    ...{ name: "Average precision (PR AUC)", formula: "Σ (Rₖ − Rₖ₋₁) · Pₖ", rule: "exact, tied scores are one step" },
    ...{ source: `${sklearn} average_precision_score`, unit: "area" },
  },
  log_loss: {
    ...{ name: "Log loss", formula: "mean of −ln(score of what happened)", rule: "scores kept 2⁻⁵² away from 0 and 1" },
    ...{ source: `${sklearn} log_loss`, unit: "nats", range: [0, everyone], better: "lower" },
  },
  brier: {
    ...{ name: "Brier score", formula: "mean of (label − score)²", rule: "all labelled rows with a score" },
    ...{ source: "Brier (1950)", unit: "squared probability", better: "lower" },
  },
  macro_precision: { name: "Macro precision", formula: "Σ precisionₖ / K", rule: zeroed, source: sklearn },
  macro_recall: { name: "Macro recall", formula: "Σ recallₖ / K", rule: zeroed, source: sklearn },
  macro_f1: { name: "Macro F1", formula: "Σ F1ₖ / K", rule: zeroed, source: sklearn },
  weighted_precision: { name: "Weighted precision", formula: "Σ precisionₖ·nₖ / n", rule: zeroed, source: sklearn },
  weighted_recall: { name: "Weighted recall", formula: "Σ recallₖ·nₖ / n", rule: zeroed, source: sklearn },
  weighted_f1: { name: "Weighted F1", formula: "Σ F1ₖ·nₖ / n", rule: zeroed, source: sklearn },
  macro_roc_auc: {
    ...{ name: "Macro ROC AUC", formula: "Σ ROC AUC of class k against the rest / K", unit: "area" },
    ...{ rule: "one-vs-rest over the classes with a score column, each by its own scores", source: sklearn },
  },
  mae: {
    ...{ name: "Mean absolute error", formula: "Σ|prediction − label| / n", rule: "rows with both numbers" },
    ...{ source: sklearn, unit, range: [0, everyone], better: "lower" },
  },
  rmse: {
    ...{ name: "Root mean squared error", formula: "√(Σ(prediction − label)² / n)", rule: "rows with both numbers" },
    ...{ source: sklearn, unit, range: [0, everyone], better: "lower" },
  },
  mape: {
    ...{ name: "Mean absolute percentage error", formula: "Σ|prediction − label| / |label| / n" },
    ...{ rule: "undefined where a label is 0", source: sklearn, range: [0, everyone], better: "lower" },
  },
  r2: {
    ...{ name: "R²", formula: "1 − Σ(prediction − label)² / Σ(label − mean)²", rule: "against the side's own mean" },
    ...{ source: sklearn, unit: "share of variance", range: [-everyone, 1] },
  },
  bias: {
    ...{ name: "Bias", formula: "Σ(prediction − label) / n", rule: "rows with both numbers", source: sklearn, unit },
    ...{ range: [-everyone, everyone], better: "neither" },
  },
};

const unitOf = ({ unit: own = "share" }: Description): string => own;
const rangeText = ([least, most]: readonly [number, number]): string =>
  most === everyone
    ? least === 0
      ? "0 and up"
      : "any number"
    : least === -everyone
      ? "at most 1"
      : `${least} to ${most}`;
const direction = { higher: "lower_is_worse", lower: "higher_is_worse", neither: "neither" } as const;

export function infoOf(key: MetricKey): MetricInfo {
  const { name, better = "higher", range = [0, 1] } = described[key];
  return { key, name, better, range };
}

export const idOf = (key: MetricKey): string => `performance.${key}`;
export const metricUnit = (key: MetricKey): string => unitOf(described[key]);

export function definitionOf(key: MetricKey): MetricDefinition {
  const { name, formula, rule, source, range = [0, 1], better = "higher" } = described[key];
  return {
    ...{ id: idOf(key), name, formula, unit: metricUnit(key), range: rangeText(range), direction: direction[better] },
    ...{ conventions: [{ id: `casefile/${key}`, rule }], source },
  };
}

export const measuredDefinitions: readonly MetricDefinition[] = [
  ...metricKeys.map(definitionOf),
  {
    ...{ id: "performance.label_coverage", name: "Label coverage", formula: "rows with a label / rows" },
    ...{ unit: "share of rows", range: "0 to 1", direction: "lower_is_worse", source: "Casefile" },
    conventions: [{ id: "casefile/label_coverage", rule: "null and NaN are no label" }],
  },
  {
    ...{ id: "performance.change", name: "Change", formula: "metric in production − metric in the reference" },
    ...{
      unit: "the metric's unit",
      range: "any number",
      direction: "neither",
      source: "Newcombe (1998); DeLong (1988)",
    },
    conventions: metricKeys.map((key) => ({ id: `casefile/${key}_change`, rule: `of ${described[key].name}` })),
  },
];
