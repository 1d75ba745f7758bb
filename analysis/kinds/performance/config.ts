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
    /** Of a model of several classes: the column with the score of each class. */
    class_scores: z
      .record(z.string(), z.string())
      .refine((columns) => new Set(Object.values(columns)).size === Object.keys(columns).length, {
        message: "each class needs a score column of its own",
      })
      .default({}),
    /** What a binary decision is: `auto` takes the pinned threshold, else the prediction column. */
    decision: z.enum(decisionSettings).default("auto"),
    /** Calendar windows, the same for both sides; or of about so many rows, or about so many windows, each side's own. */
    windows: z
      .union([
        windowsSetting.unwrap(),
        z.strictObject({ by: z.literal("rows"), size: z.int().min(10) }),
        z.strictObject({ by: z.literal("count"), windows: z.int().min(2).max(120) }),
      ])
      .default("auto"),
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
    /** Performance without labels: `auto` estimates when some window of production is short of labels. */
    estimate: z
      .strictObject({
        when: z.enum(["auto", "always", "never"]).default("auto"),
        /** A window is refused when an input lies outside of what the reference knows in more than this share of rows. */
        max_outside: z.number().min(0).max(1).default(0.02),
      })
      .prefault({}),
    /** Another model's columns in the same rows, compared with the current one on the rows that both have. */
    candidate: z
      .strictObject({
        name: z.string().min(1).max(80).default("candidate"),
        score: z.string().nullable().default(null),
        prediction: z.string().nullable().default(null),
        /** Empty: the pinned threshold. */
        threshold: z.number().nullable().default(null),
        /** How much worse than the current model it may be, in the metric's unit. */
        margin: z.number().nonnegative().default(0.01),
      })
      .nullable()
      .default(null),
    /** What one row of each cell of the confusion table costs; a gain is negative. */
    costs: z.strictObject({ tp: z.number(), fp: z.number(), fn: z.number(), tn: z.number() }).nullable().default(null),
    /** Columns of the serving log: how long a request took, and whether it failed. */
    operational: z
      .strictObject({ latency: z.string().nullable().default(null), error: z.string().nullable().default(null) })
      .nullable()
      .default(null),
    seed: z.int().nonnegative().default(1),
  })
  .refine((config) => config.warn_deviations <= config.fail_deviations, {
    path: ["fail_deviations"],
    message: "must not be below the warn line's",
  });
export type PerformanceConfig = z.infer<typeof performanceConfig>;
