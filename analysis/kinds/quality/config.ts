import { z } from "../../base/schema.ts";

const share = z.number().min(0).max(1);
const limits = (warn: number, fail: number) =>
  z.strictObject({ warn: share.default(warn), fail: share.default(fail) }).prefault({});

export const windowUnits = ["hour", "day", "week", "month", "year"] as const;
export type WindowUnit = (typeof windowUnits)[number];

/** METHOD.md, "Thresholds", gives the reason for each default. Limits are differences of shares between production and reference. */
export const qualityConfig = z.strictObject({
  /** Which columns to check; null for all. */
  columns: z.array(z.string()).nullable().default(null),
  /** The size of the windows over time; `auto` takes the finest that gives at most 100. */
  window: z.enum(["auto", ...windowUnits]).default("auto"),
  /** With fewer rows on a side a check gives no verdict. */
  min_rows: z.int().min(1).default(100),
  limits: z
    .strictObject({
      missing: limits(0.01, 0.05),
      infinite: limits(0.0001, 0.01),
      out_of_range: limits(0.01, 0.05),
      categories: limits(0.01, 0.05),
      number_text: limits(0.01, 0.05),
      duplicate_id: limits(0.001, 0.01),
      far_time: limits(0.001, 0.01),
    })
    .prefault({}),
  /** Rows of a window, as multiples of the reference's median window, outside which it is flagged. */
  volume: z.strictObject({ low: z.number().min(0).default(0.5), high: z.number().min(1).default(2) }).prefault({}),
});
export type QualityConfig = z.infer<typeof qualityConfig>;
export type Limits = QualityConfig["limits"]["missing"];
