import { z } from "../../base/schema.ts";
import { decisionSettings } from "../binary-columns.ts";
import { windowsSetting } from "../time-windows.ts";

/** Rates and gaps of a group. */
export const measures = ["selection_rate", "tpr", "fpr", "precision", "accuracy", "calibration_gap"] as const;
export type Measure = (typeof measures)[number];

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
] as const;
export type JudgedKind = (typeof judgedKinds)[number];

export const losses = ["log_loss", "brier", "error"] as const;
export type Loss = (typeof losses)[number];

const discovery = z.strictObject({
  on: z.boolean().default(true),
  /** Nothing for the model's features and group columns. */
  columns: z.array(z.string()).nullable().default(null),
  depth: z.int().min(1).max(3).default(3),
  loss: z.enum(losses).default("log_loss"),
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
    judge: z.array(z.enum(judgedKinds)).min(1).default(["tpr_difference", "selection_rate_ratio"]),
    /** Differences, as shares. */
    warn: z.number().gt(0).max(1).default(0.05),
    fail: z.number().gt(0).max(1).default(0.1),
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
  .refine((config) => config.warn <= config.fail, { path: ["fail"], message: "must not be below the warn line" });
export type FairnessConfig = z.infer<typeof fairnessConfig>;
