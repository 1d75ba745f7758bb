import { reasonText, type Reason } from "../../../base/reasons.ts";
import { z } from "../../../base/schema.ts";
import { estimableKeys, methods } from "./part.ts";

const isReason = (text: string): text is Reason => Object.hasOwn(reasonText, text);
const reason = z.custom<Reason>((value) => typeof value === "string" && isReason(value)).nullable();
const number = z.number().nullable();
const sides = ["reference", "production"] as const;
const key = z.enum(estimableKeys);
const fit = z.strictObject({
  ...{ rows: z.number(), positives: number, steps: number },
  /** In the order of `metrics`. */
  skill: z.array(z.number()).nullable(),
});
export type Fit = z.infer<typeof fit>;

const window = z.strictObject({
  ...{ side: z.enum(sides), start: z.string(), end: z.string(), rows: z.number() },
  /** Estimates in the order of `metrics`, to 6 significant digits; none where the window is refused. */
  values: z.array(number),
  /** The 95 % band of the metric that is drawn. */
  ...{ low: number, high: number },
  /** Why the window is refused. */
  reason,
  /** The input outside of the reference's support, and the share of rows that is. */
  ...{ input: z.string().nullable(), outside: number },
  /** The metric that is drawn as its labels show it, where they are there: what the estimate is tested on. */
  measured: number,
});
export type EstimatedWindow = z.infer<typeof window>;

/** How often the band held the measured value in labelled windows, for the metric that is drawn. */
const backTest = z.strictObject({
  ...{ side: z.enum(sides), windows: z.number(), covered: z.number() },
  /** Mean absolute and mean difference of measured and estimated. */
  ...{ error: z.number(), bias: z.number() },
});
export type BackTest = z.infer<typeof backTest>;

const shiftWindow = z.strictObject({
  ...{ start: z.string(), rows: z.number(), reason },
  /** Share of the positive class. */
  ...{ share: number, low: number, high: number, measured: number },
});
export type ShiftWindow = z.infer<typeof shiftWindow>;

/** The share of positives if nothing but the class shares moved. */
const shift = z.strictObject({
  ...{ reason, reference: number, condition: number },
  /** Windows whose share is known from labels, and those of them whose interval holds it. */
  ...{ tested: z.number(), covered: z.number() },
  overall: shiftWindow.omit({ start: true }),
  windows: z.array(shiftWindow),
});
export type Shift = z.infer<typeof shift>;

export const estimatedResult = z.strictObject({
  method: z.enum(methods),
  /** Why nothing is estimated. */
  reason,
  metrics: z.array(key),
  /** The metric that is drawn: the cell's primary metric, or the first that is estimated. */
  drawn: key,
  ...{ fit: fit.nullable(), early: fit.nullable() },
  windows: z.array(window),
  back_tests: z.array(backTest),
  /** Added to the band: what the back-test on the reference shows beyond chance, as a standard deviation. */
  excess: number,
  unchecked: z.array(z.string()),
  max_outside: z.number(),
  shift: shift.nullable(),
});
export type EstimatedResult = z.infer<typeof estimatedResult>;
