import { defined, undefinedBecause, type Estimate, type Reason } from "../base/estimate.ts";

/** What a formula gives: a finite number, or the reason why it is undefined. Formulas never give NaN and never throw for data. */
export type Measure = number | Reason;

/** A measure with the rows behind it. */
export const estimateOf = (measure: Measure, n: number): Estimate =>
  typeof measure === "number" ? defined(measure, n) : undefinedBecause(measure, n);

/** A finite number as it is; anything else as `reason`. */
export const finiteOr = (value: number, reason: Reason): Measure => (Number.isFinite(value) ? value : reason);
