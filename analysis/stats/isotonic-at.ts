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
    const [low, high] = [Math.max(0, above - 1), Math.min(last, above)];
    given[index] = low === high ? (values[low] ?? 0) : between({ known, values }, low, score);
  }
  return given;
}

/** The value on the line from the fit's score at `low` to the next. */
function between(
  { known, values }: { readonly known: Float64Array; readonly values: Float64Array },
  low: number,
  score: number,
): number {
  const [left, right] = [known[low] ?? 0, known[low + 1] ?? 0];
  const part = (score - left) / (right - left);
  return (values[low] ?? 0) * (1 - part) + (values[low + 1] ?? 0) * part;
}
