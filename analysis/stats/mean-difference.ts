import type { Reason } from "../base/reasons.ts";
import { meanContrast } from "./mean-contrast.ts";
import type { LossSums } from "./probability-loss.ts";

export interface MeanDifference {
  readonly difference: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Difference in pooled standard deviations (Cohen's d). */
  readonly effect: number;
  /** One-sided: how often equal means give a difference this large. */
  readonly p: number;
  /** Two-sided. */
  readonly twoSided: number;
}

/**
 * Difference of two means by Welch, from sums: the contrast m₁ − m₂ of `meanContrast`.
 * @param first, second n, Σx and Σx² of independent rows
 * @returns `too_few_rows` below 2 rows a side, `zero_variance` when neither side varies
 * Source: Welch, Biometrika 34 (1947) 28-35; Cohen, Statistical power analysis (1988), 2.2. Fixture: scipy 1.17
 * `ttest_ind(equal_var=False, alternative="greater")` and its two-sided `confidence_interval`. Cost: O(1).
 */
export function meanDifference(first: LossSums, second: LossSums): MeanDifference | Reason {
  const found = meanContrast([
    { sums: first, weight: 1 },
    { sums: second, weight: -1 },
  ]);
  if (typeof found === "string") return found;
  const { value: difference, low, high, effect, p, twoSided } = found;
  return { difference, low, high, effect, p, twoSided };
}
