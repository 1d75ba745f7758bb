import { z } from "../../base/schema.ts";
import { reasonText, type Reason } from "../../base/reasons.ts";
import { verdictLevels } from "../../document/schema.ts";
import { families } from "./config.ts";
import { windowUnits } from "../time-windows.ts";

const reasons = Object.keys(reasonText) as [Reason, ...Reason[]];
const reason = z.enum(reasons);
/** A number, or why there is none. */
const measure = z.union([z.number(), reason]);

const counts = z.array(z.number());
const pair = z.tuple([z.number(), z.number()]);
const instant = z.iso.datetime({ precision: 3 });

const side = z.strictObject({
  rows: z.number(),
  /** Null and NaN. */
  missing: z.number(),
  infinite: z.number(),
});

/** Bins of equal width over a range; the number of bins is the number of counts. */
const equalBins = z.strictObject({ from: z.number(), to: z.number(), reference: counts, production: counts });
const buckets = z.strictObject({ from: z.number(), to: z.number(), counts });

/** Everything that the scores of a numeric column open to. Missing values are not in these counts. */
const numericBins = z.strictObject({
  type: z.literal("numeric"),
  /** Casefile's inner edges; one count more than edges on each side. */
  casefile: z.strictObject({ edges: counts, reference: counts, production: counts }),
  evidently: z.union([equalBins, z.strictObject({ values: counts, reference: counts, production: counts })]).nullable(),
  evidentlyHellinger: equalBins.nullable(),
  /** The last count holds what lies outside the range. */
  nannyml: equalBins.nullable(),
  tfdv: z.strictObject({ reference: buckets, production: buckets }).nullable(),
  /** For the chart: open bins below and above `from..to` are the first and last count. */
  figure: equalBins.nullable(),
  ks: z.strictObject({ at: z.number(), reference: z.number(), production: z.number() }).nullable(),
  /** Parts of W₁ by Casefile's bins. */
  wasserstein: counts.nullable(),
  /** 10, 25, 50, 75 and 90 % quantiles. */
  quantiles: z.strictObject({ reference: counts, production: counts }),
  mean: pair.nullable(),
  deviation: pair.nullable(),
});
export type NumericBins = z.infer<typeof numericBins>;

const categoryBins = z.strictObject({
  type: z.literal("categorical"),
  /** Categories with rows on either side, the pooled rest as one. */
  distinct: z.number(),
  /** Categories that SQL pooled, beyond the most that are told apart. */
  pooled: z.number(),
  /** The largest changes first, none with fewer rows than the privacy floor. */
  named: z.array(z.strictObject({ name: z.string(), reference: z.number(), production: z.number() })),
  others: z.strictObject({ categories: z.number(), reference: z.number(), production: z.number() }),
  /** Rows of production in categories that the reference lacks. */
  unseen: z.number(),
  /** What Evidently puts in place of an empty category's share. */
  fills: z.strictObject({ reference: z.number(), production: z.number() }),
  /** Categories without a row on that side. */
  empty: z.strictObject({ reference: z.number(), production: z.number() }),
});
export type CategoryBins = z.infer<typeof categoryBins>;

const noise = z.strictObject({ sizes: pair, splits: z.number(), psi: pair, js: pair });

const where = z.strictObject({
  column: z.string(),
  value: z.string(),
  psi: z.number(),
  /** The largest PSI in any other group of the column, or nothing when no other has enough rows. */
  elsewhere: z.number().nullable(),
  reference: z.number(),
  production: z.number(),
  /** Every other group lies below the moderate line. */
  only: z.boolean(),
});
export type Where = z.infer<typeof where>;

const cause = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("unit"), factor: z.number(), known: z.boolean(), rows: z.number() }),
  z.strictObject({ type: z.literal("renaming"), from: z.string(), to: z.string(), share: z.number() }),
]);
export type Cause = z.infer<typeof cause>;

const columnTypes = ["numeric", "categorical", "none"] as const;
const columnRoles = ["feature", "output", "column"] as const;

/** What one task finds out about a column, before the columns are judged together. */
const columnEvidence = z.strictObject({
  name: z.string(),
  role: z.enum(columnRoles),
  type: z.enum(columnTypes),
  /** Why the column cannot be compared, or nothing. */
  reason: reason.nullable(),
  reference: side,
  production: side,
  /** By convention id. */
  scores: z.record(z.string(), measure),
  psi: z.strictObject({ interval: pair, js: pair, noise }).nullable(),
  missing: z.strictObject({ difference: z.number(), interval: pair, p: z.number() }).nullable(),
  bins: z.discriminatedUnion("type", [numericBins, categoryBins]).nullable(),
  /** PSI by window, parallel to the result's window starts; nothing where a window has too few rows. To 6 decimals. */
  windows: z.array(z.number().nullable()).nullable(),
  where: where.nullable(),
  cause: cause.nullable(),
  since: instant.nullable(),
});
export type ColumnEvidence = z.infer<typeof columnEvidence>;

const sizes = ["none", "moderate", "large"] as const;

const columnResult = columnEvidence.extend({
  critical: z.boolean(),
  importance: z.number().nullable(),
  /** Benjamini-Hochberg over the columns: of the values' test, and of the missing share's. */
  adjusted: z.strictObject({ values: z.number().nullable(), missing: z.number().nullable() }),
  lines: pair,
  size: z.enum(sizes),
  level: z.enum(verdictLevels),
  /** Plain sentences, worst first. */
  reasons: z.array(z.string()),
  impact: z.number(),
});
export type ColumnResult = z.infer<typeof columnResult>;

export const driftResult = z.strictObject({
  settings: z.strictObject({
    alpha: z.number(),
    moderate: z.number(),
    large: z.number(),
    missing: z.number(),
    min_rows: z.number(),
    seed: z.number(),
    conventions: z.array(z.enum(families)),
  }),
  rows: z.strictObject({ reference: z.number(), production: z.number() }),
  /** Columns whose values were tested, how many of them would cross by chance before the correction, how many cross after. */
  tests: z.strictObject({ tested: z.number(), by_chance: z.number(), before: z.number(), after: z.number() }),
  time: z
    .strictObject({ column: z.string(), unit: z.enum(windowUnits), starts: z.array(instant), rows: counts })
    .nullable(),
  /** By impact, the largest first. */
  columns: z.array(columnResult),
  notes: z.array(z.string()),
});
export type DriftResult = z.infer<typeof driftResult>;
