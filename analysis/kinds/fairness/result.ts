import { reasonText, type Reason } from "../../base/reasons.ts";
import { z } from "../../base/schema.ts";
import { verdictLevels } from "../../document/schema.ts";
import { windowUnits } from "../time-windows.ts";
import { judgedKinds, losses, measures, rankings } from "./config.ts";
import { taskNames } from "./task.ts";

const count = z.number().nonnegative();
const number = z.number().nullable();
const reasonNames = Object.keys(reasonText).filter((key): key is Reason => key in reasonText);
const reason = z.enum(reasonNames).nullable();
const level = z.enum(verdictLevels);
const bySide = <T extends z.ZodType>(side: T) =>
  z.strictObject({ reference: side.nullable(), production: side.nullable() });

/** By task, as counts.ts has them. */
const counts = z.union([
  z.strictObject({
    ...{ rows: count, decided: count, selected: count, tp: count, fp: count, fn: count, tn: count },
    ...{ scored: count, positives: count, scores: count },
  }),
  z.strictObject({ rows: count, labelled: count, judged: count, right: count, classes: z.array(count).readonly() }),
  z.strictObject({
    ...{ rows: count, labelled: count, judged: count, error: z.number(), absolute: count, squares: count },
  }),
]);

const estimate = { value: z.number(), low: z.number(), high: z.number() };
const tested = z.strictObject({ ...estimate, p: z.number(), adjusted: number });

/** One judged measure of one group. */
const comparison = z.strictObject({
  measure: z.enum(measures),
  level,
  /** The group less all other rows of production. */
  rest: tested.nullable(),
  /** The group's rate divided by that of all rows; nothing where it is undefined. */
  ratio: z.strictObject({ value: z.number(), low: z.number(), high: number }).nullable(),
  /** How much more the group changed from the reference to production than all other rows did. */
  change: z.strictObject({ ...tested.shape, own: z.strictObject(estimate), others: z.number() }).nullable(),
  /** The group differs from other rows without having changed since the reference: it did before, or the others moved. */
  known: z.boolean(),
  since: z.string().nullable(),
});
export type Comparison = z.infer<typeof comparison>;

const group = z.strictObject({
  columns: z.array(z.string()),
  values: z.array(z.string()),
  text: z.string(),
  level,
  counts: bySide(counts),
  comparisons: z.array(comparison),
});
export type Group = z.infer<typeof group>;

/** How far apart the groups of some columns are, in one side. `chance` is what equal rates would give in 99 of 100 samples. */
const spread = z.strictObject({ ...estimate, chance: z.number(), lowest: z.string(), highest: z.string() });
export type Spread = z.infer<typeof spread>;

const disparity = z.strictObject({
  columns: z.array(z.string()),
  kind: z.enum(judgedKinds),
  /** Single columns are judged; crossings are described. */
  level,
  judged: z.boolean(),
  reason,
  reference: spread.nullable(),
  production: spread.nullable(),
  change: z.strictObject(estimate).nullable(),
  /** Largest difference, or smallest ratio, to the rate of all rows. */
  to_overall: number,
  /** Groups with rows enough, and groups left out for too few. */
  compared: count,
  left_out: count,
  known: z.boolean(),
});
export type DisparityResult = z.infer<typeof disparity>;

const curve = z.strictObject({
  ...{ column: z.string(), value: z.string(), text: z.string(), rows: count, positives: count, negatives: count },
  /** Rows, positives and negatives whose score reaches 0, 0.02, …, 1. */
  ...{ above: z.array(count), true_positives: z.array(count), false_positives: z.array(count) },
});
export type Curve = z.infer<typeof curve>;

const slice = z.strictObject({
  conditions: z.array(z.string()),
  text: z.string(),
  level,
  rows: count,
  share: z.number(),
  /** Mean loss of the slice and of all other rows of production, on the held-back half. */
  loss: z.number(),
  rest: z.number(),
  difference: z.strictObject(estimate),
  effect: z.number(),
  /** Loss that would not be there if the slice lost what other rows lose, or had changed as they did, as a share of all loss. */
  share_of_loss: z.number(),
  /** One-sided, of what slices are ranked by: that the slice loses more than other rows, or came to. */
  p: z.number(),
  adjusted: z.number(),
  confirmed: z.boolean(),
  /** Of the reference's held-back half where slices are ranked by their change, else of all its rows. */
  reference: z.strictObject({ rows: count, loss: number, rest: number }).nullable(),
  /** Mean loss of the slice in production less that in the reference, with a two-sided p. */
  change: z.strictObject({ ...estimate, p: z.number(), adjusted: z.number() }).nullable(),
  /** That change less the change of all other rows. */
  beyond: z.strictObject(estimate).nullable(),
  age: z.enum(["new", "grown", "old", "unseen"]).nullable(),
});
export type SliceResult = z.infer<typeof slice>;

export const fairnessResult = z.strictObject({
  settings: z.strictObject({
    ...{ task: z.enum(taskNames), depth: count, judge: z.array(z.enum(judgedKinds)), ratio: z.number() },
    ...{ warn: z.number(), fail: z.number(), error_warn: z.number(), error_fail: z.number() },
    /** Mean absolute error of all rows, of the reference where there is one. */
    scale: number,
    /** Kinds that the cell asks for and the task does not have. */
    not_judged: z.array(z.enum(judgedKinds)),
    ...{
      min_rows: count,
      bins: count,
      seed: count,
      threshold: number,
      decision: z.enum(["threshold", "prediction"]).nullable(),
    },
  }),
  /** Why nothing can be compared, or nothing. */
  reason,
  lacks: bySide(z.strictObject({ label: reason, decision: reason, score: reason })),
  overall: bySide(counts),
  columns: z.array(z.strictObject({ column: z.string(), reason, groups: count, pooled: count })),
  groups: z.array(group),
  /** Groups with fewer rows than may be named, and crossings beyond those that a result holds. */
  unnamed: count,
  beyond: count,
  tests: count,
  disparities: z.array(disparity),
  time: z.strictObject({ column: z.string(), unit: z.enum(windowUnits) }).nullable(),
  curves: z.array(curve),
  slices: z
    .strictObject({
      ...{ loss: z.enum(losses), rank: z.enum(rankings).exclude(["auto"]), reason, columns: z.array(z.string()) },
      ...{ searched: count, held_back: count, tested: count, candidates: count },
      ...{ mean: number, reference: number, by: z.enum(["id", "columns"]), found: z.array(slice) },
    })
    .nullable(),
});
export type FairnessResult = z.infer<typeof fairnessResult>;
