import { tasks } from "../../document/schema.ts";
import { z } from "../../base/schema.ts";
import { decisionSettings } from "../binary-columns.ts";
import { windowsSetting } from "../time-windows.ts";

export const binaryPrimaries = [
  "auto",
  "roc_auc",
  "accuracy",
  "balanced_accuracy",
  "precision",
  "recall",
  "specificity",
  "f1",
  "mcc",
  "log_loss",
  "brier",
] as const;
export const multiclassPrimaries = ["accuracy", "macro_f1", "weighted_f1"] as const;
export const regressionPrimaries = ["mae", "rmse"] as const;

export const performanceConfig = z
  .strictObject({
    /** `auto` takes the model's. */
    task: z.enum(["auto", ...tasks]).default("auto"),
    /** The metric that is drawn and judged, one for each task; `auto` is ROC AUC with a score, else F1. */
    primary: z
      .strictObject({
        binary: z.enum(binaryPrimaries).default("auto"),
        multiclass: z.enum(multiclassPrimaries).default("accuracy"),
        regression: z.enum(regressionPrimaries).default("mae"),
      })
      .prefault({}),
    /** What a binary decision is: `auto` takes the pinned threshold, else the prediction column. */
    decision: z.enum(decisionSettings).default("auto"),
    windows: windowsSetting,
    /** Lines in the metric's own unit, set by hand; without both they are learnt from the reference's windows. */
    lines: z
      .strictObject({ warn: z.number().nullable().default(null), fail: z.number().nullable().default(null) })
      .refine(({ warn, fail }) => (warn === null) === (fail === null), { message: "set both lines or none" })
      .prefault({}),
    /** Standard deviations of the reference's windows from their mean to the learnt lines. */
    warn_deviations: z.number().positive().default(2),
    fail_deviations: z.number().positive().default(3),
    /** Labelled rows below which a window or a side is not judged. */
    min_rows: z.int().min(10).default(100),
    /** A window with less than this part of the reference's label coverage is provisional and not judged. */
    min_coverage: z.number().min(0).max(1).default(0.8),
    /** So many of the last windows that can be judged have to cross a line. */
    persistence: z
      .strictObject({ needed: z.int().min(1).max(20).default(2), of: z.int().min(1).max(20).default(3) })
      .refine(({ needed, of }) => needed <= of, { path: ["needed"], message: "must not exceed the windows looked at" })
      .prefault({}),
    seed: z.int().nonnegative().default(1),
  })
  .refine((config) => config.warn_deviations <= config.fail_deviations, {
    path: ["fail_deviations"],
    message: "must not be below the warn line's",
  });
export type PerformanceConfig = z.infer<typeof performanceConfig>;
