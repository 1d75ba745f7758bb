import { formatMetric, formatPoints, formatShare } from "../../base/format.ts";
import type { JudgedKind, Loss, Measure } from "./config.ts";

/** Names in a sentence. */
export const measureNames: Readonly<Record<Measure, string>> = {
  selection_rate: "selection rate",
  tpr: "true positive rate",
  fpr: "false positive rate",
  precision: "precision",
  accuracy: "accuracy",
  calibration_gap: "mean score less rate",
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
};

export const lossNames: Readonly<Record<Loss, string>> = {
  log_loss: "log loss",
  brier: "Brier score",
  error: "error rate",
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A measure's value as people read it. */
export const measureText = (measure: Measure, value: number): string =>
  measure === "calibration_gap" ? formatPoints(value) : formatShare(value);

/** A disparity's value: differences in points, ratios as numbers. */
export const kindText = (kind: JudgedKind, value: number): string =>
  kind === "selection_rate_ratio" ? formatMetric(value) : formatPoints(value).replace("+", "");
