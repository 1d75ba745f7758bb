import { z } from "../../base/schema.ts";
import { verdictLevels } from "../../document/schema.ts";
import { windowUnits } from "./config.ts";

const count = z.int().nonnegative();
const finite = z.number().nullable();
const bySide = <T extends z.ZodType>(side: T) =>
  z.strictObject({ reference: side.nullable(), production: side.nullable() });

export const checkIds = [
  ...["rows", "volume", "gap", "far_time", "duplicate_id", "schema", "removed", "added", "retyped"],
  ...[
    "missing",
    "nan",
    "infinite",
    "out_of_range",
    "new_category",
    "vanished_category",
    "renamed",
    "number_text",
    "constant",
  ],
] as const;

/** Rows with a property and rows looked at. */
const proportion = z.strictObject({ hits: count, rows: count });

const namedCount = z.strictObject({ value: z.string(), rows: count });
/** Values that only one side has: the most frequent by name, the others and those under the privacy floor together. */
const valueList = z.strictObject({ named: z.array(namedCount), other_values: count, other_rows: count });
export type ValueList = z.infer<typeof valueList>;

/** One question asked of both sides. `difference` is production minus reference, with its 95 % Newcombe interval. */
const checkSchema = z.strictObject({
  check: z.enum(checkIds),
  column: z.string().nullable(),
  level: z.enum(verdictLevels),
  /** The model reads this column, or it is what the model says. */
  model_input: z.boolean(),
  /** `share`: hits of rows. `count`: a number of rows, windows or columns. `none`: a fact without a number. */
  unit: z.enum(["share", "count", "none"]),
  reference: finite,
  production: finite,
  of: bySide(proportion),
  difference: finite,
  low: finite,
  high: finite,
  /** Production rows that have the property. */
  affected: count,
  /** Start of the first window that shows it. */
  since: z.string().nullable(),
  where: z.strictObject({ column: z.string(), value: z.string(), share: z.number() }).nullable(),
  /** What the numbers cannot say: types, ranges, names of values. */
  detail: z.string().nullable(),
});
export type Check = z.infer<typeof checkSchema>;

const profile = z.strictObject({
  ...{ type: z.string(), rows: count, nulls: count, nans: count, infinities: count, constant: z.boolean() },
  min: z.union([z.number(), z.string()]).nullable(),
  max: z.union([z.number(), z.string()]).nullable(),
  /** Distinct values of a text or boolean column that both sides have. */
  values: count.nullable(),
});
export type ColumnProfile = z.infer<typeof profile>;

const column = z.strictObject({
  name: z.string(),
  profiles: bySide(profile),
  new_values: valueList.nullable(),
  vanished_values: valueList.nullable(),
  /** Missing rows in each window of `windows`, in that order; nothing where none are missing or time is not known. */
  missing_over_time: bySide(z.array(count)),
});
export type QualityColumn = z.infer<typeof column>;

const windowFlags = ["low", "high", "gap"] as const;
const window = z.strictObject({
  start: z.string(),
  rows: count,
  complete: z.boolean(),
  flag: z.enum(windowFlags).nullable(),
});
export type QualityWindow = z.infer<typeof window>;

export const qualityResult = z.strictObject({
  rows: bySide(count),
  time: z
    .strictObject({
      column: z.string(),
      unit: z.enum(windowUnits),
      /** Median rows of the reference's complete windows, else of production's. */
      median: finite,
      windows: bySide(z.array(window)),
    })
    .nullable(),
  columns: z.array(column),
  /** Worst first. */
  checks: z.array(checkSchema),
});
export type QualityResult = z.infer<typeof qualityResult>;
