import type { Reason } from "../../../base/reasons.ts";
import type { ShiftCounts } from "../../../stats/label-shift.ts";
import type { Measure } from "../../../stats/measure.ts";
import type { Side } from "../../binary-columns.ts";
import type { MetricKey } from "../definitions.ts";
import type { TaskName } from "../roles.ts";

/** Metrics that can be estimated without labels, in the order of tables; the first is drawn where the primary one is not among them. */
export const estimable = {
  binary: [
    ...["roc_auc", "accuracy", "balanced_accuracy", "precision", "recall", "specificity", "f1", "log_loss", "brier"],
  ],
  multiclass: [
    ...["accuracy", "macro_precision", "macro_recall", "macro_f1"],
    ...["weighted_precision", "weighted_recall", "weighted_f1", "macro_roc_auc"],
  ],
  regression: ["mae", "rmse"],
} as const satisfies Readonly<Record<TaskName, readonly MetricKey[]>>;
export const estimableKeys = [...estimable.binary, ...estimable.multiclass, ...estimable.regression];
export type EstimableKey = (typeof estimableKeys)[number];

/** By the chance behind each score, or by a model of the error of each row: also the name of the convention. */
export const methods = { binary: "cbpe", multiclass: "cbpe-multiclass", regression: "dle" } as const;
export type Method = (typeof methods)[TaskName];

export interface EstimatedMetric {
  readonly metric: EstimableKey;
  readonly value: Measure;
  /** Standard deviation of what chance makes of the metric in so many rows; null where the value is undefined. */
  readonly error: number | null;
  /** The same of what it was fitted on, where that is known apart; else it is as large as the fitted rows are few. */
  readonly fitError?: number | null;
}

/** The input with most rows outside of what the reference knows, beyond the share that is usual. */
export interface Outside {
  readonly input: string;
  readonly hits: number;
  readonly rows: number;
  readonly usual: number;
}

export interface EstimatedBucket {
  readonly side: Side;
  readonly start: string;
  readonly end: string;
  /** Rows with a score. */
  readonly rows: number;
  readonly metrics: readonly EstimatedMetric[];
  readonly outside: Outside | null;
}

/** What a map from score to chance, or a model of the errors, was fitted on. */
export interface Fit {
  readonly rows: number;
  /** Rows of the positive class, or of the rarest one; nothing for a model of errors. */
  readonly positives: number | null;
  /** Steps of the map, the fewest of any class's; nothing for a model of errors. */
  readonly steps: number | null;
  /** The share of the errors' spread that the model explains in rows that it was not fitted on, by metric. */
  readonly skill: readonly number[] | null;
}

/** What the task of estimation hands over. */
export interface EstimatePart {
  readonly extra: "estimate";
  readonly method: Method;
  readonly metrics: readonly EstimableKey[];
  /** Why nothing is estimated. */
  readonly reason: Reason | null;
  /** Nothing to estimate: the labels of every window are there. */
  readonly idle: boolean;
  /** The map of all of the reference, and that of its first part, which the back-test uses. */
  readonly fit: Fit | null;
  readonly early: Fit | null;
  /** The reference's later windows under the early map, then production's under the whole. */
  readonly windows: readonly EstimatedBucket[];
  /** Inputs of the model that could not be compared with the reference. */
  readonly unchecked: readonly string[];
  /** Decisions of the reference by label, of each window of production, and what its labels say. */
  readonly shift: ShiftPart | null;
}

export interface ShiftPart {
  readonly reference: ShiftCounts["reference"];
  readonly windows: readonly ShiftWindow[];
}
export interface ShiftWindow {
  readonly start: string;
  /** Rows called negative, rows called positive. */
  readonly called: readonly [number, number];
}
