import { reasonText, type Reason } from "../../base/reasons.ts";
import { z } from "../../base/schema.ts";
import { verdictLevels } from "../../document/schema.ts";
import { binnings } from "./config.ts";
import { windowUnits } from "../time-windows.ts";

const count = z.int().nonnegative();
const number = z.number().nullable();
const bySide = <T extends z.ZodType>(side: T) =>
  z.strictObject({ reference: side.nullable(), production: side.nullable() });
const reasonNames = Object.keys(reasonText).filter((key): key is Reason => key in reasonText);
const reason = z.enum(reasonNames).nullable();

/** Rows by what they lack; `used` have a label and a score that is a probability. */
const rows = z.strictObject({
  ...{ all: count, no_label: count, no_score: count, infinite: count, outside: count, used: count },
});

/** One number under one convention, or why it is undefined. */
const score = z.strictObject({
  ...{ metric: z.string(), convention: z.string(), value: number, reason },
  ...{ low: number, high: number, p: number },
});
export type Score = z.infer<typeof score>;

/** What the scores of some rows say and what happened. `gap` is mean − rate; its interval is Wilson's of the rate. */
const outcome = {
  ...{ rows: count, positives: count, mean: z.number(), rate: z.number() },
  ...{ gap: z.number(), low: z.number(), high: z.number() },
};
const outcomeSchema = z.strictObject(outcome);
export type Outcome = z.infer<typeof outcomeSchema>;

const bin = z.strictObject({ from: z.number(), to: z.number(), ...outcome });
export type BinResult = z.infer<typeof bin>;

const side = z.strictObject({
  rows: rows.nullable(),
  reason,
  /** Nothing where `reason` says why. */
  outcome: outcomeSchema.nullable(),
  bins: z.array(bin),
  /** Used rows in 20 bins of equal width. */
  histogram: z.array(count),
  /** Used rows whose score reaches the model's threshold. */
  crossing: number,
  /** ECE that perfectly calibrated scores stay below in 97.5 % of samples of this size. */
  chance: number,
  scores: z.array(score),
});
export type SideResult = z.infer<typeof side>;

const window = z.strictObject({ start: z.string(), ...outcome, ece: number, ece_debiased: number });
export type WindowResult = z.infer<typeof window>;

const groupEce = z.strictObject({ value: z.number(), debiased: z.number(), low: z.number(), high: z.number() });
export type GroupEce = z.infer<typeof groupEce>;

const groupValue = z.strictObject({
  value: z.string(),
  /** Over bins of equal width; nothing with fewer rows than a verdict needs. Results of before have none. */
  ece: bySide(groupEce).prefault({ reference: null, production: null }),
  ...{ reference: outcomeSchema.nullable(), production: outcomeSchema },
  /** Production's gap less the reference's, or production's gap where there is no reference. */
  change: z.strictObject({ value: z.number(), low: z.number(), high: z.number(), p: z.number(), adjusted: number }),
  level: z.enum(verdictLevels),
  since: z.string().nullable(),
  /** Production from `since` on. */
  since_outcome: outcomeSchema.nullable(),
});
export type GroupValue = z.infer<typeof groupValue>;

const group = z.strictObject({
  ...{ column: z.string(), reason, values: z.array(groupValue) },
  /** Values with too few rows to be named, or beyond the most that are looked into. */
  unnamed: count,
});
export type GroupResult = z.infer<typeof group>;

const gains = { ece_before: number, ece_after: number, brier_before: number, brier_after: number };

/** On halves of production, each measured with the map that was fitted on the other. */
const heldOut = z.strictObject({ reason, ...gains });
export type HeldOut = z.infer<typeof heldOut>;

/** A map from score to probability, fitted on production; the first gains are measured on the same rows. */
const repair = z.strictObject({
  ...{ map: z.enum(["isotonic", "platt"]), reason },
  ...{ intercept: number, slope: number, steps: count.nullable() },
  ...gains,
  held_out: heldOut.nullable().default(null),
  /** The map at 0, 0.05, …, 1 of the score; nothing outside the scores seen. */
  knots: z.array(number),
});
export type Repair = z.infer<typeof repair>;

const classSide = z.strictObject({ reason, outcome: outcomeSchema.nullable(), ece: number });
export type ClassSide = z.infer<typeof classSide>;

/** Each class of several against the rest; `ece` is the mean over classes where all are measured. */
const classes = z.strictObject({
  list: z.array(
    z.strictObject({
      ...{ name: z.string(), column: z.string() },
      ...{ reference: classSide.nullable(), production: classSide.nullable() },
    }),
  ),
  ece: z.strictObject({ reference: number, production: number }),
});
export type Classes = z.infer<typeof classes>;

export const calibrationResult = z.strictObject({
  settings: z.strictObject({
    ...{ binning: z.enum(binnings), bins: count, warn: z.number(), fail: z.number(), min_rows: count },
    ...{ seed: count, threshold: number, score: z.string().nullable() },
    /** The score is the model's confidence in the class that it predicts, and what happens is that it is right. */
    top_one: z.boolean().default(false),
  }),
  sides: bySide(side),
  /** ECE of production less the reference's, or production's alone where there is no reference. */
  effect: z
    .strictObject({ against: z.enum(["reference", "zero"]), value: z.number(), low: z.number(), high: z.number() })
    .nullable(),
  level: z.enum(verdictLevels),
  since: z.string().nullable(),
  time: z.strictObject({ column: z.string(), unit: z.enum(windowUnits), windows: bySide(z.array(window)) }).nullable(),
  groups: z.array(group),
  repairs: z.array(repair),
  classes: classes.nullable().default(null),
});
export type CalibrationResult = z.infer<typeof calibrationResult>;
