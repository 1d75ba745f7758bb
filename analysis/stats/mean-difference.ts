import type { Reason } from "../base/reasons.ts";
import type { LossSums } from "./probability-loss.ts";
import { studentTwoSided } from "./tails.ts";

export interface MeanDifference {
  readonly difference: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Difference in pooled standard deviations (Cohen's d). */
  readonly effect: number;
  /** One-sided: how often equal means give a difference this large. */
  readonly p: number;
}

/**
 * Difference of two means by Welch, from sums.
 *   d = m₁ − m₂;  d ± t₀.₉₇₅(df)·√(s₁²/n₁ + s₂²/n₂), df by Satterthwaite;  p = P(T ≥ t)
 *   Cohen's d = (m₁ − m₂) / √( ((n₁ − 1)s₁² + (n₂ − 1)s₂²) / (n₁ + n₂ − 2) )
 * @param first, second n, Σx and Σx² of independent rows
 * @returns `too_few_rows` below 2 rows a side, `zero_variance` when neither side varies
 * Source: Welch, Biometrika 34 (1947) 28-35; Cohen, Statistical power analysis (1988), 2.2. Fixture: scipy 1.17
 * `ttest_ind(equal_var=False, alternative="greater")` and its two-sided `confidence_interval`. Cost: O(1).
 */
export function meanDifference(first: LossSums, second: LossSums): MeanDifference | Reason {
  if (Math.min(first.rows, second.rows) < 2) return "too_few_rows";
  const [one, two] = [momentsOf(first), momentsOf(second)];
  const pooled = ((first.rows - 1) * one.variance + (second.rows - 1) * two.variance) / (first.rows + second.rows - 2);
  if (pooled === 0) return "zero_variance";
  const [a, b] = [one.variance / first.rows, two.variance / second.rows];
  const df = (a + b) ** 2 / (a ** 2 / (first.rows - 1) + b ** 2 / (second.rows - 1));
  const [difference, error] = [one.mean - two.mean, Math.sqrt(a + b)];
  const reach = criticalT(df) * error;
  const half = studentTwoSided(difference / error, df) / 2;
  return {
    ...{ difference, low: difference - reach, high: difference + reach, effect: difference / Math.sqrt(pooled) },
    p: difference >= 0 ? half : 1 - half,
  };
}

function momentsOf({ rows, sum, squares }: LossSums): { readonly mean: number; readonly variance: number } {
  const mean = sum / rows;
  return { mean, variance: Math.max(0, squares - rows * mean * mean) / (rows - 1) };
}

/** The 0.975 quantile of Student's t, by halving. */
function criticalT(df: number): number {
  let [low, high] = [1.9599, 13];
  while (studentTwoSided(high, df) > 0.05) high *= 4;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, df) > 0.05) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
