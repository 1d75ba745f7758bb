import type { CalibrationBin } from "./calibration-bins.ts";
import { normalTail } from "./tails.ts";

type Bin = Pick<CalibrationBin, "rows" | "positives" | "mean" | "rate">;

export interface CalibrationErrors {
  readonly ece: number;
  readonly mce: number;
  readonly ace: number;
}

/**
 * How far the scores lie from what happened, over bins.
 *   ECE = Σ n_b/N · |s̄_b − ȳ_b|,  MCE = max |s̄_b − ȳ_b|,  ACE = mean of |s̄_b − ȳ_b| over the bins
 * @param bins at least one, each with rows
 * @returns each in 0..1. ACE over bins of equal width is Neumann's, over bins of equal mass Nixon's.
 * Source: Naeini, Cooper & Hauskrecht (2015); Neumann, Zisserman & Vedaldi (2018); Nixon et al. (2019). Fixture: netcal
 * 1.4 `ECE`, `MCE`, `ACE` and scikit-learn 1.9 `calibration_curve`. Cost: O(bins).
 */
export function calibrationErrors(bins: readonly Bin[]): CalibrationErrors {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const gaps = bins.map(({ mean, rate }) => Math.abs(mean - rate));
  return {
    ece: bins.reduce((sum, bin, index) => sum + bin.rows * (gaps[index] ?? 0), 0) / rows,
    mce: Math.max(...gaps),
    ace: gaps.reduce((sum, gap) => sum + gap, 0) / bins.length,
  };
}

/**
 * ECE less the bias that chance gives it: even perfect scores have gaps, since each bin's rate varies.
 *   2·ECE − Σ n_b/N · E|X_b|,  X_b normal with mean s̄_b − ȳ_b and variance ȳ_b(1 − ȳ_b)/n_b, at least 0
 *   E|X| = σ√(2/π)·exp(−μ²/2σ²) + μ·(1 − 2Φ(−μ/σ))
 * @param bins at least one, each with rows
 * @returns 0..1; the expectation is exact where the source draws samples
 * Source: Kumar, Liang & Ma, Verified uncertainty calibration, NeurIPS (2019), the normal debiasing of its package.
 * Fixture: scipy 1.17 `foldnorm.mean`. Cost: O(bins).
 */
export function debiasedEce(bins: readonly Bin[]): number {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const expected = bins.reduce((sum, { rows: n, mean, rate }) => {
    return sum + n * foldedNormalMean(mean - rate, Math.sqrt((rate * (1 - rate)) / n));
  }, 0);
  return Math.max(0, 2 * calibrationErrors(bins).ece - expected / rows);
}

/** Mean of |X| for X normal with the given mean and standard deviation ≥ 0. */
export function foldedNormalMean(mean: number, deviation: number): number {
  if (deviation === 0) return Math.abs(mean);
  const ratio = mean / deviation;
  return deviation * Math.sqrt(2 / Math.PI) * Math.exp((-ratio * ratio) / 2) + mean * (1 - 2 * normalTail(ratio));
}
