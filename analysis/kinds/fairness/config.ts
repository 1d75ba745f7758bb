import { z } from "../../base/schema.ts";
import { decisionSettings } from "../binary-columns.ts";
import { windowsSetting } from "../time-windows.ts";
import type { TaskName } from "./task.ts";

/** Rates, gaps and errors of a group. */
export const measures = [
  ...(["selection_rate", "tpr", "fpr", "precision", "accuracy", "calibration_gap"] as const),
  ...(["macro_recall", "mae", "mean_error"] as const),
] as const;
export type Measure = (typeof measures)[number];

/** The measures that a task has. */
export const measuresOfTask: Readonly<Record<TaskName, readonly Measure[]>> = {
  binary: ["selection_rate", "tpr", "fpr", "precision", "accuracy", "calibration_gap"],
  multiclass: ["accuracy", "macro_recall"],
  regression: ["mae", "mean_error"],
};

/** What of the groups can be judged: how far apart the groups' measures are. */
export const judgedKinds = [
  "tpr_difference",
  "fpr_difference",
  "selection_rate_difference",
  "selection_rate_ratio",
  "precision_difference",
  "accuracy_difference",
  "calibration_gap_difference",
  "equalized_odds_difference",
  "macro_recall_difference",
  "mae_difference",
  "mean_error_difference",
] as const;
export type JudgedKind = (typeof judgedKinds)[number];

export const kindsOfTask: Readonly<Record<TaskName, readonly JudgedKind[]>> = {
  binary: judgedKinds.slice(0, 8),
  multiclass: ["accuracy_difference", "macro_recall_difference"],
  regression: ["mae_difference", "mean_error_difference"],
};
/** What is judged unless the cell says otherwise. */
export const usualKinds: Readonly<Record<TaskName, readonly JudgedKind[]>> = {
  binary: ["tpr_difference", "selection_rate_ratio"],
  multiclass: ["accuracy_difference"],
  regression: ["mae_difference", "mean_error_difference"],
};

export const losses = ["log_loss", "brier", "error", "absolute_error"] as const;
export type Loss = (typeof losses)[number];
/** The losses of a task, the usual one first. */
export const lossesOfTask: Readonly<Record<TaskName, readonly Loss[]>> = {
  binary: ["log_loss", "brier", "error"],
  multiclass: ["error"],
  regression: ["absolute_error"],
};

export const rankings = ["auto", "change", "level"] as const;
export type Ranking = Exclude<(typeof rankings)[number], "auto">;

const discovery = z.strictObject({
  on: z.boolean().default(true),
  /** Nothing for the model's features and group columns. */
  columns: z.array(z.string()).nullable().default(null),
  depth: z.int().min(1).max(3).default(3),
  /** Nothing for the usual one of the task. */
  loss: z.enum(losses).nullable().default(null),
  /** By what a slice came to lose since the reference, or by what it loses; `auto` takes the first where the reference has losses. */
  rank: z.enum(rankings).default("auto"),
  /** Standard deviations of loss below which a slice is not worth a warning. */
  effect: z.number().min(0).max(5).default(0.1),
});

/** METHOD.md, "Thresholds", gives the reason for each default. */
export const fairnessConfig = z
  .strictObject({
    /** Columns whose values are the groups; nothing for the model's group columns. */
    by: z.array(z.string()).nullable().default(null),
    /** Columns that are crossed at most. */
    depth: z.int().min(1).max(3).default(2),
    decision: z.enum(decisionSettings).default("auto"),
    /** Nothing for what is usual for the task; kinds of another task are not judged. */
    judge: z.array(z.enum(judgedKinds)).min(1).nullable().default(null),
    /** Differences of rates, as shares. */
    warn: z.number().gt(0).max(1).default(0.05),
    fail: z.number().gt(0).max(1).default(0.1),
    /** Differences of errors, as shares of the mean absolute error of all rows. */
    error_warn: z.number().gt(0).max(10).default(0.1),
    error_fail: z.number().gt(0).max(10).default(0.25),
    /** Four fifths. */
    ratio: z.number().gt(0).lt(1).default(0.8),
    /** Rows of a rate's denominator below which it is not judged. */
    min_rows: z.int().min(20).default(100),
    /** Bins of a numeric column with many values. */
    bins: z.int().min(2).max(10).default(4),
    windows: windowsSetting,
    discovery: discovery.prefault({}),
    seed: z.int().nonnegative().default(1),
  })
  .refine((config) => config.warn <= config.fail, { path: ["fail"], message: "must not be below the warn line" })
  .refine((config) => config.error_warn <= config.error_fail, {
    ...{ path: ["error_fail"], message: "must not be below the warn line" },
  });
export type FairnessConfig = z.infer<typeof fairnessConfig>;

/** What the cell judges of a task: its own choice, or the usual where it chose nothing that the task has. */
export function judgedOf({ judge }: Pick<FairnessConfig, "judge">, task: TaskName): readonly JudgedKind[] {
  const own = (judge ?? []).filter((kind) => kindsOfTask[task].includes(kind));
  return own.length === 0 ? usualKinds[task] : own;
}
