import { z } from "../../base/schema.ts";
import { windowsSetting } from "../time-windows.ts";

/** Whose numbers a cell computes: Casefile's own always, the others beside them. */
export const families = ["casefile", "evidently-0.7", "nannyml-0.13", "tfdv", "deepchecks", "popmon"] as const;
export type Family = (typeof families)[number];

export const driftConfig = z
  .strictObject({
    /** Nothing: the model's features, score and prediction; without a model, all columns that both sides have. */
    columns: z.array(z.string()).nullable().default(null),
    /** Level of the tests after Benjamini-Hochberg. */
    alpha: z.number().gt(0).lt(1).default(0.05),
    /** PSI from which a drift is called moderate, and large; never below the reference's own noise. */
    moderate: z.number().positive().default(0.1),
    large: z.number().positive().default(0.25),
    /** Change of the missing share that is worth a warning by itself. */
    missing: z.number().gt(0).max(1).default(0.05),
    /** Rows on either side, or in a window, below which nothing is judged. */
    min_rows: z.int().min(10).default(200),
    /** Columns whose large drift fails the cell; all others warn at most. */
    critical: z.array(z.string()).default([]),
    windows: windowsSetting,
    conventions: z.array(z.enum(families)).default([...families]),
    /** How much each column matters to the model, 0..1 or any other scale; orders the columns. */
    importance: z.record(z.string(), z.number().nonnegative()).nullable().default(null),
    seed: z.int().nonnegative().default(1),
  })
  .refine((config) => config.moderate <= config.large, {
    path: ["large"],
    message: "must not be below the moderate line",
  });
export type DriftConfig = z.infer<typeof driftConfig>;
