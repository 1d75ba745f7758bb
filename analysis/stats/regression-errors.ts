import type { Measure } from "./measure.ts";

/** Sums over rows with error e = prediction − label; variances have ddof 0. */
export interface ErrorSums {
  readonly rows: number;
  readonly error: number;
  readonly absolute: number;
  readonly squared: number;
  /** Σ |e / label| over the rows whose label is not 0. */
  readonly relative: number;
  readonly zeroLabels: number;
  readonly labelVariance: number;
  readonly errorVariance: number;
  readonly absoluteVariance: number;
  readonly squaredVariance: number;
}

/** A value with its large-sample standard error, or why it is undefined. */
export interface WithError {
  readonly value: Measure;
  readonly error: number | null;
}

/**
 * Errors of a regression.
 *   bias = Σe/n,  MAE = Σ|e|/n,  RMSE = √(Σe²/n),  MAPE = Σ|e/y|/n,  R² = 1 − Σe² / Σ(y − ȳ)²
 * Standard errors: √(variance/n) of the mean; of RMSE by the delta method, √(var(e²)/n) / (2·RMSE).
 * @returns bias, MAE, RMSE in the label's unit; MAPE a share, `zero_label` when a label is 0 (scikit-learn divides by 2⁻⁵²
 * there); R² at most 1, `constant_label` when all labels are equal; all `too_few_rows` without rows
 * Source: scikit-learn `mean_absolute_error`, `root_mean_squared_error`, `mean_absolute_percentage_error`, `r2_score`.
 * Fixture: fixtures/performance.json. Cost: O(1).
 */
export function regressionErrors(
  sums: ErrorSums,
): Readonly<Record<"bias" | "mae" | "rmse" | "mape" | "r2", WithError>> {
  const { rows: n } = sums;
  const without = (value: Measure): WithError => ({ value, error: null });
  if (n === 0) {
    const none = without("too_few_rows");
    return { bias: none, mae: none, rmse: none, mape: none, r2: none };
  }
  const error = (variance: number): number | null => (n < 2 ? null : Math.sqrt(variance / (n - 1)));
  const rmse = Math.sqrt(sums.squared / n);
  const ofSquares = error(sums.squaredVariance);
  return {
    bias: { value: sums.error / n, error: error(sums.errorVariance) },
    mae: { value: sums.absolute / n, error: error(sums.absoluteVariance) },
    rmse: { value: rmse, error: rmse === 0 || ofSquares === null ? null : ofSquares / (2 * rmse) },
    mape: without(sums.zeroLabels > 0 ? "zero_label" : sums.relative / n),
    r2: without(sums.labelVariance > 0 ? 1 - sums.squared / n / sums.labelVariance : "constant_label"),
  };
}
