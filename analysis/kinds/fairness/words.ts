import { formatMetric, formatNumber, formatPoints, formatShare } from "../../base/format.ts";
import type { JudgedKind, Loss, Measure } from "./config.ts";
import { isError } from "./judged.ts";
import type { TaskName } from "./task.ts";

/** Names in a sentence. */
export const measureNames: Readonly<Record<Measure, string>> = {
  selection_rate: "selection rate",
  tpr: "true positive rate",
  fpr: "false positive rate",
  precision: "precision",
  accuracy: "accuracy",
  calibration_gap: "mean score less rate",
  macro_recall: "macro recall",
  mae: "mean absolute error",
  mean_error: "mean error",
};

export const kindNames: Readonly<Record<JudgedKind, string>> = {
  tpr_difference: "difference of true positive rates",
  fpr_difference: "difference of false positive rates",
  selection_rate_difference: "difference of selection rates",
  selection_rate_ratio: "ratio of selection rates",
  precision_difference: "difference of precisions",
  accuracy_difference: "difference of accuracies",
  calibration_gap_difference: "difference of mean score less rate",
  equalized_odds_difference: "equalized odds difference",
  macro_recall_difference: "difference of macro recalls",
  mae_difference: "difference of mean absolute errors",
  mean_error_difference: "difference of mean errors",
};

export const lossNames: Readonly<Record<Loss, string>> = {
  log_loss: "log loss",
  brier: "Brier score",
  error: "error rate",
  absolute_error: "mean absolute error",
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a task lacks that two classes have, as a sentence; nothing for two classes. */
export const absentText: Readonly<Record<TaskName, string | null>> = {
  binary: null,
  multiclass:
    "Selection rates, true and false positive rates, equalized odds, the four-fifths line and other thresholds need a positive class; this model tells several classes apart.",
  regression:
    "Selection rates, true and false positive rates, equalized odds, the four-fifths line and other thresholds need a decision between two classes; this model predicts a number.",
};

const signed = (value: number): string => `${value > 0 ? "+" : ""}${formatNumber(value)}`;

/** A measure's value as people read it: errors in the label's unit. */
export function measureText(measure: Measure, value: number): string {
  if (measure === "mean_error") return signed(value);
  if (measure === "mae") return formatNumber(value);
  return measure === "calibration_gap" ? formatPoints(value) : formatShare(value);
}

/** A difference of two values of a measure. */
export const differenceText = (measure: Measure, value: number): string =>
  isError(measure) ? signed(value) : formatPoints(value);

const isErrorKind = (kind: JudgedKind): boolean => kind === "mae_difference" || kind === "mean_error_difference";

/** A disparity's value: differences in points or in the label's unit, ratios as numbers. */
export function kindText(kind: JudgedKind, value: number): string {
  if (isErrorKind(kind)) return formatNumber(value);
  return kind === "selection_rate_ratio" ? formatMetric(value) : formatPoints(value).replace("+", "");
}

/** How a disparity differs from another. */
export function kindDifferenceText(kind: JudgedKind, value: number): string {
  if (isErrorKind(kind)) return signed(value);
  return kind === "selection_rate_ratio" ? formatMetric(value) : formatPoints(value);
}

/** A mean loss: errors in the label's unit. */
export const lossText = (loss: Loss, value: number): string =>
  loss === "absolute_error" ? formatNumber(value) : formatMetric(value);
/** A difference of mean losses. */
export const lossDifferenceText = (loss: Loss, value: number): string =>
  `${value > 0 ? "+" : ""}${lossText(loss, value)}`;
