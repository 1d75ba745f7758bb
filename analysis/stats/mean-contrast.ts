import type { Reason } from "../base/reasons.ts";
import type { LossSums } from "./probability-loss.ts";
import { studentTwoSided } from "./tails.ts";

export interface MeanContrast {
  readonly value: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** In pooled standard deviations; for two means this is Cohen's d. */
  readonly effect: number;
  /** One-sided: how often a contrast of 0 gives one this large. */
  readonly p: number;
  /** Two-sided: this far from 0. */
  readonly twoSided: number;
}

/** A mean and how often it counts. */
export interface Weighted {
  readonly sums: LossSums;
  readonly weight: number;
}

/**
 * A contrast of independent means without equal variances, such as m₁ − m₂ or (m₁ − m₂) − (m₃ − m₄).
 *   L = Σ cₖmₖ;  V = Σ cₖ²sₖ²/nₖ;  df = V² / Σ( (cₖ²sₖ²/nₖ)² / (nₖ − 1) );  L ± t₀.₉₇₅(df)·√V;  p = P(T ≥ L/√V)
 *   effect = L / √( Σ(nₖ − 1)sₖ² / Σ(nₖ − 1) )
 * @param means n, Σx and Σx² of independent rows, and each one's weight c
 * @returns in the unit of x; `too_few_rows` below 2 rows in one of them, `zero_variance` when none varies
 * Source: Welch, Biometrika 34 (1947) 28-35, and Satterthwaite, Biometrics Bulletin 2 (1946) 110-114, for sums of variances;
 * Cohen, Statistical power analysis (1988), 2.2. Fixture: fixtures/fairness.json (scipy 1.17 `ttest_ind(equal_var=False)` for two
 * means; for four the contrast and its error of statsmodels' `OLS.fit(cov_type="HC2").t_test`). Cost: O(means).
 */
export function meanContrast(means: readonly Weighted[]): MeanContrast | Reason {
  if (means.some(({ sums }) => sums.rows < 2)) return "too_few_rows";
  let [value, variance, freedom, within, rows] = [0, 0, 0, 0, 0];
  for (const { sums, weight } of means) {
    const own = momentsOf(sums);
    const part = (weight * weight * own.variance) / sums.rows;
    value += weight * own.mean;
    variance += part;
    freedom += (part * part) / (sums.rows - 1);
    within += (sums.rows - 1) * own.variance;
    rows += sums.rows - 1;
  }
  if (variance === 0) return "zero_variance";
  const [df, error] = [(variance * variance) / freedom, Math.sqrt(variance)];
  const reach = criticalT(df) * error;
  const twoSided = studentTwoSided(value / error, df);
  return {
    ...{ value, low: value - reach, high: value + reach, effect: value / Math.sqrt(within / rows) },
    ...{ p: value >= 0 ? twoSided / 2 : 1 - twoSided / 2, twoSided },
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
