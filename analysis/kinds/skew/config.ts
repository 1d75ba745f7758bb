import { z } from "../../base/schema.ts";
import { windowsSetting } from "../time-windows.ts";

const line = z.number().min(0).max(1);

export const skewConfig = z
  .strictObject({
    /** Dataset ids; null takes the first other dataset, else the reference, and production. */
    training: z.string().nullable().default(null),
    serving: z.string().nullable().default(null),
    /** The column that both sides are joined on; null takes the model's id column. */
    key: z.string().nullable().default(null),
    /** Columns to compare; null takes the model's features that a side has. */
    columns: z.array(z.string()).nullable().default(null),
    /** Numbers are equal when they differ by at most the larger of both, as Python's `math.isclose`; whole numbers are exact. */
    tolerance: z
      .strictObject({
        relative: z.number().min(0).max(1).default(1e-9),
        absolute: z.number().min(0).default(1e-12),
      })
      .prefault({}),
    /** Mismatch rates from which a column warns and fails. */
    warn: line.default(0.001),
    fail: line.default(0.01),
    /** Coverages of the smaller side below which the join warns and fails. */
    coverage: z
      .strictObject({ warn: line.default(0.95), fail: line.default(0.8) })
      .refine(({ warn, fail }) => fail <= warn, { path: ["fail"], message: "must not be above the warn line" })
      .prefault({}),
    /** Matched rows below which nothing is judged. */
    min_rows: z.int().min(10).default(100),
    /** The share of the differing rows that one pattern must explain to be named. */
    pattern_share: z.number().min(0.5).max(1).default(0.8),
    /** What tells apart whose rows follow one another, for values that come one step late. */
    entity: z.string().nullable().default(null),
    windows: windowsSetting,
    /** A few differing rows as they are, and whether their ids stand beside them: off unless a person asks. */
    examples: z.enum(["none", "values", "values_and_ids"]).default("none"),
    /** Hints at features that know the label, on the training side. */
    leakage: z
      .strictObject({
        look: z.boolean().default(true),
        auc: z.number().min(0.5).max(1).default(0.99),
        /** The share of rows whose value of a time column lies after the event. */
        after_event: line.default(0.01),
      })
      .prefault({}),
  })
  .refine(({ warn, fail }) => warn <= fail, { path: ["fail"], message: "must not be below the warn line" });
export type SkewConfig = z.infer<typeof skewConfig>;
