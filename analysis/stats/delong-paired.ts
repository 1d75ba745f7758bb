/**
 * Placements of the same rows under two scores. For a positive, w is twice the number of negatives above it plus those tied
 * with it; for a negative, the same of the positives below it. Sums of whole numbers.
 */
export interface PlacementSums {
  readonly rows: number;
  readonly first: number;
  readonly second: number;
  readonly firstSquared: number;
  readonly secondSquared: number;
  readonly product: number;
}

/**
 * Difference of two ROC areas of the same rows (first − second) and its standard error.
 *   AUC = 1 − Σ w/(2PN);  error √(var(v⁺₁ − v⁺₂)/P + var(v⁻₁ − v⁻₂)/N), v the placements as shares, ddof 1
 * @param positives placements of the P positives among the negatives, @param negatives of the N negatives
 * @returns the difference in −1..1; null with fewer than two rows of a class
 * Source: DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837. Fixture: fixtures/estimate.json (placement by
 * placement). Cost: O(1).
 */
export function delongPaired(
  positives: PlacementSums,
  negatives: PlacementSums,
): { readonly first: number; readonly second: number; readonly difference: number; readonly error: number } | null {
  const [p, n] = [positives.rows, negatives.rows];
  if (p < 2 || n < 2) return null;
  const pairs = 2 * p * n;
  const [first, second] = [1 - positives.first / pairs, 1 - positives.second / pairs];
  const error = Math.sqrt(varianceOfGap(positives, 2 * n) / p + varianceOfGap(negatives, 2 * p) / n);
  return { first, second, difference: first - second, error };
}

/** Variance (ddof 1) of (w₁ − w₂)/scale. */
function varianceOfGap(sums: PlacementSums, scale: number): number {
  const squares = sums.firstSquared - 2 * sums.product + sums.secondSquared;
  const gap = sums.first - sums.second;
  return Math.max(0, (squares - (gap * gap) / sums.rows) / (sums.rows - 1)) / scale / scale;
}
