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
  const { scores: known, values } = fit;
  const last = known.length - 1;
  const given = new Float64Array(scores.length);
  let above = 0;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? 0;
    while (above <= last && (known[above] ?? 0) < score) above++;
    if (above === 0) given[index] = values[0] ?? 0;
    else if (above > last) given[index] = values[last] ?? 0;
    else {
      const [left, right] = [known[above - 1] ?? 0, known[above] ?? 0];
      const part = (score - left) / (right - left);
      given[index] = (values[above - 1] ?? 0) * (1 - part) + (values[above] ?? 0) * part;
    }
  }
  return given;
}
