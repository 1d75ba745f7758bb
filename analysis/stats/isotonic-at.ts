import { at } from "./at.ts";

/**
 * What an isotonic fit gives for scores that it was not fitted on.
 *   linear between the two neighbouring scores of the fit; the first or last value outside of them
 * @param fit ascending distinct scores and the fitted value of each, length k ≥ 1
 * @param scores ascending
 * @returns one value a score, non-decreasing
 * Source: scikit-learn 1.9 `IsotonicRegression(out_of_bounds="clip").predict`. Fixture: fixtures/calibration-repairs.json.
 * Cost: O(k + scores).
 */
export function isotonicAt(
  fit: { readonly scores: Float64Array; readonly values: Float64Array },
  scores: Float64Array,
): Float64Array {
  const last = fit.scores.length - 1;
  let above = 0;
  return scores.map((score) => {
    while (above <= last && at(fit.scores, above) < score) above++;
    if (above === 0) return at(fit.values, 0);
    if (above > last) return at(fit.values, last);
    const [left, right] = [at(fit.scores, above - 1), at(fit.scores, above)];
    const part = (score - left) / (right - left);
    return at(fit.values, above - 1) * (1 - part) + at(fit.values, above) * part;
  });
}
