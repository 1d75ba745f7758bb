import { z } from "../../base/schema.ts";
import { mostPlayers } from "../../stats/shapley.ts";
import { mostCodedRows } from "../coded-rows.ts";

/**
 * Mean losses: each row has its own, so that a change of the mean can be split exactly; lower is better. ROC AUC is a mean over
 * pairs of rows; higher is better.
 */
export const metricNames = ["log_loss", "brier", "error_rate", "roc_auc", "absolute_error", "squared_error"] as const;
export type MetricName = (typeof metricNames)[number];

const day = z.iso.date().nullable().default(null);

/** METHOD.md, "Thresholds", gives the reason for each default. */
export const attributionConfig = z
  .strictObject({
    /** `auto`: log loss of probabilities, else the error rate of classes, else the absolute error of numbers. */
    metric: z.enum(["auto", ...metricNames]).default("auto"),
    /** Columns whose values are the slices; nothing for the model's group columns. */
    by: z.array(z.string()).nullable().default(null),
    /** Nothing for the model's features; without those, all columns that both sides have. */
    features: z.array(z.string()).nullable().default(null),
    /** Of the shifted features, so many with most shift share the change. */
    most_features: z.int().min(1).max(mostPlayers).default(5),
    /** Production rows from this day on, and before that day, in UTC. */
    from: day,
    to: day,
    /** Instead of `from`: so many days that end with production's latest. */
    last_days: z.int().min(1).max(3660).nullable().default(null),
    /** `before`: production's own rows before `from` stand in for the reference. */
    against: z.enum(["reference", "before"]).default("reference"),
    /** How much each feature matters to the model, on any scale. */
    importance: z.record(z.string(), z.number().nonnegative()).nullable().default(null),
    shap_prefix: z.string().min(1).default("shap_"),
    /** The feature whose contributions are drawn against its values; nothing for the one whose changed most. */
    shap_feature: z.string().nullable().default(null),
    classifier: z.boolean().default(true),
    /** Rows a side that the classifier is shown. */
    classifier_rows: z.int().min(200).max(mostCodedRows).default(mostCodedRows),
    /** A rise of the loss, as a share of the reference's, that is worth a warning. */
    warn: z.number().gt(0).default(0.05),
    /** Rows on either side below which nothing is judged. */
    min_rows: z.int().min(10).default(200),
    seed: z.int().nonnegative().default(1),
  })
  .refine((config) => config.against === "reference" || config.from !== null || config.last_days !== null, {
    path: ["from"],
    message: "must be set when production is compared with itself before",
  })
  .refine((config) => config.last_days === null || (config.from === null && config.to === null), {
    path: ["last_days"],
    message: "cannot be set beside days",
  });
export type AttributionConfig = z.infer<typeof attributionConfig>;
