import { z } from "../../base/schema.ts";
import { windowsSetting } from "../time-windows.ts";

export const binnings = ["equal_count", "equal_width"] as const;
export type Binning = (typeof binnings)[number];

/** METHOD.md, "Thresholds", gives the reason for each default. Lines are differences of shares. */
export const calibrationConfig = z
  .strictObject({
    binning: z.enum(binnings).default("equal_count"),
    bins: z.int().min(2).max(50).default(10),
    /** Columns whose values are looked at one by one; nothing for the model's group columns. */
    by: z.array(z.string()).nullable().default(null),
    /** Of a model of several classes: the column with the score of each class, to look at the classes one by one. */
    class_scores: z.record(z.string(), z.string()).default({}),
    windows: windowsSetting,
    warn: z.number().gt(0).max(1).default(0.02),
    fail: z.number().gt(0).max(1).default(0.05),
    /** Rows with score and label below which nothing is judged. */
    min_rows: z.int().min(10).default(100),
    seed: z.int().nonnegative().default(1),
  })
  .refine((config) => config.warn <= config.fail, { path: ["fail"], message: "must not be below the warn line" });
export type CalibrationConfig = z.infer<typeof calibrationConfig>;
