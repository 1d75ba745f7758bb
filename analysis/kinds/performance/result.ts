import { reasonText, type Reason } from "../../base/reasons.ts";
import { z } from "../../base/schema.ts";
import { tasks, verdictLevels } from "../../document/schema.ts";
import { windowUnits } from "../time-windows.ts";
import { metricKeys } from "./definitions.ts";
import { candidateResult } from "./candidate/result.ts";
import { costsResult } from "./costs/result.ts";
import { operationalResult } from "./operational/result.ts";
import { estimatedResult } from "./estimate/result.ts";

const isReason = (text: string): text is Reason => Object.hasOwn(reasonText, text);
const reason = z.custom<Reason>((value) => typeof value === "string" && isReason(value));
const number = z.number().nullable();
const instant = z.string();
const key = z.enum(metricKeys);
const sides = ["reference", "production"] as const;

/** A value with its 95 % interval, or its reason. Numerator and denominator stand with proportions. */
const estimate = z.strictObject({
  ...{ metric: key, value: number, reason: reason.nullable(), rows: z.number() },
  ...{ low: number, high: number, method: z.string().nullable(), numerator: number, denominator: number },
});
export type Estimate = z.infer<typeof estimate>;

/** The primary metric in one window; metric and method are those of the side's estimate. */
const inWindow = z.strictObject({
  ...{ value: number, reason: reason.nullable(), rows: z.number(), low: number, high: number },
});
export type WindowEstimate = z.infer<typeof inWindow>;

const side = z.strictObject({
  ...{ reason: reason.nullable(), rows: z.number(), labelled: z.number() },
  /** Labelled rows without a usable score, decision or prediction for the primary metric. */
  unusable: z.number(),
  untimed: z.number(),
  estimates: z.array(estimate),
  confusion: z.strictObject({ tp: z.number(), fp: z.number(), fn: z.number(), tn: z.number() }).nullable(),
});
export type SideResult = z.infer<typeof side>;

const window = z.strictObject({
  ...{ side: z.enum(sides), start: instant, end: instant, rows: z.number(), labelled: z.number() },
  primary: inWindow,
  /** The task's metrics in the order of `metrics`, to 6 significant digits. */
  values: z.array(number),
  /** Labels are still coming: its number may change, and it is not judged. */
  provisional: z.boolean(),
  /** The side's rows reach into the window's first and last day. */
  complete: z.boolean(),
  level: z.enum(verdictLevels),
});
export type PerformanceWindow = z.infer<typeof window>;

const ofClass = z.strictObject({ rows: z.number(), precision: number, recall: number, f1: number });

const lines = z.strictObject({
  source: z.enum(["reference", "hand"]),
  /** Mean and standard deviation (ddof 0) of the reference's windows; by hand, the reference's overall value and nothing. */
  ...{ centre: number, deviation: number, windows: z.number() },
  ...{ warn: z.number(), fail: z.number() },
});
export type Lines = z.infer<typeof lines>;

export const performanceResult = z.strictObject({
  task: z.enum(tasks).nullable(),
  primary: key.nullable(),
  /** Why nothing could be measured in production. */
  reason: reason.nullable(),
  decision: z.strictObject({ by: z.enum(["threshold", "prediction"]), threshold: number }).nullable(),
  settings: z.strictObject({
    ...{ min_rows: z.number(), min_coverage: z.number(), seed: z.number() },
    ...{ warn_deviations: z.number(), fail_deviations: z.number(), needed: z.number(), of: z.number() },
  }),
  metrics: z.array(key),
  reference: side.nullable(),
  production: side,
  /** Production minus reference. */
  changes: z.array(
    z.strictObject({ metric: key, difference: z.number(), low: number, high: number, method: z.string().nullable() }),
  ),
  lines: lines.nullable(),
  /** In time order, the reference's first. */
  time: z
    .strictObject({ column: z.string(), unit: z.enum([...windowUnits, "rows"]), windows: z.array(window) })
    .nullable(),
  /** Multiclass: classes with enough rows to be named. */
  classes: z.array(z.strictObject({ name: z.string(), reference: ofClass.nullable(), production: ofClass })),
  /** What is said without labels; nothing when no window is short of them. */
  estimated: estimatedResult.nullable(),
  candidate: candidateResult.nullable(),
  costs: costsResult.nullable(),
  operational: operationalResult.nullable(),
  level: z.enum(verdictLevels),
  reasons: z.array(z.string()),
  /** Start of the first window of the change. */
  since: instant.nullable(),
  notes: z.array(z.string()),
});
export type PerformanceResult = z.infer<typeof performanceResult>;
