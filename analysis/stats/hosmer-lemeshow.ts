import type { Reason } from "../base/reasons.ts";
import type { CalibrationBin } from "./calibration-bins.ts";
import { chiSquareTail } from "./tails.ts";

export interface HosmerLemeshow {
  readonly statistic: number;
  /** As many as bins: the model was fitted on other rows. */
  readonly df: number;
  readonly p: number;
  /** With bins − 2 degrees of freedom, for the rows that the model was fitted on; nothing under three bins. */
  readonly inSampleP: number | null;
}

/**
 * Goodness of fit of expected to observed positives by bin.
 *   H = Σ (O_b − E_b)² / (n_b s̄_b (1 − s̄_b)),  E_b = n_b s̄_b;  p = P(χ²_df > H)
 * @param bins at least one, each with rows
 * @returns undefined when a bin's scores are all 0 or all 1 and its labels disagree (H is infinite)
 * Source: Hosmer & Lemeshow, Applied Logistic Regression (2000), 5.2.2; df for external rows as in Hosmer, Lemeshow &
 * Sturdivant (2013), 5.2.2. Fixture: the golden vectors; scipy 1.17 `chi2.sf`. Cost: O(bins).
 */
export function hosmerLemeshow(
  bins: readonly Pick<CalibrationBin, "rows" | "positives" | "mean">[],
): HosmerLemeshow | Reason {
  let statistic = 0;
  for (const { rows, positives, mean } of bins) {
    const off = positives - rows * mean;
    if (off !== 0) statistic += off ** 2 / (rows * mean * (1 - mean));
  }
  if (!Number.isFinite(statistic)) return "certain_scores";
  const df = bins.length;
  return {
    ...{ statistic, df, p: chiSquareTail(statistic, df) },
    inSampleP: df > 2 ? chiSquareTail(statistic, df - 2) : null,
  };
}
