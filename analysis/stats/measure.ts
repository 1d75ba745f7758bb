import type { Reason } from "../base/reasons.ts";

/** What a formula gives: a finite number, or the reason why it is undefined. Formulas never give NaN and never throw for data. */
export type Measure = number | Reason;
