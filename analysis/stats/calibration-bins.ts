import { at } from "./at.ts";
import { edgesOf } from "./bin-edges.ts";
import { pooledScores, scoreSums, type LabelledScores } from "./labelled-scores.ts";
import { quantiles } from "./quantiles.ts";
import { firstAbove, firstNotBelow } from "./sorted-counts.ts";

/** One bin of scores that has rows: `mean` is what the model says, `rate` what happened. */
export interface CalibrationBin {
  /** The bin's edges; which of the two belongs to it is said by the function that made it. */
  readonly low: number;
  readonly high: number;
  /** The distinct scores `start` to before `end`. */
  readonly start: number;
  readonly end: number;
  readonly rows: number;
  readonly positives: number;
  readonly mean: number;
  readonly rate: number;
}

/**
 * Bins of about as many rows each, as scikit-learn's `calibration_curve(strategy="quantile")` makes them.
 *   edges: the score's quantiles 0, 1/k, …, 1 (type 7); a score s is in bin b when edge_b < s ≤ edge_{b+1}
 * Rows with one score stay in one bin, so ties make bins unequal, and a bin without rows is left out.
 * @param bins k ≥ 1
 * @returns at most k bins in the order of the scores; none when there are no rows
 * Source: scikit-learn 1.9 `sklearn/calibration.py`. Fixture: fixtures/calibration.json. Cost: O(distinct scores).
 */
export function equalCountBins(sample: LabelledScores, bins: number): readonly CalibrationBin[] {
  // scikit-learn hands percents to numpy, which divides them by 100 again.
  const probabilities = Array.from(edgesOf({ from: 0, to: 1, bins }), (share) => (share * 100) / 100);
  const edges = quantiles(pooledScores(sample), probabilities);
  return edges.length === 0 ? [] : cut(sample, edges, firstAbove);
}

/**
 * Bins of equal width on [0, 1], as netcal and numpy's `histogram` make them.
 *   edges: 0, 1/k, …, 1; a score s is in bin b when edge_b ≤ s < edge_{b+1}, and 1 is in the last
 * @param bins k ≥ 1
 * @returns the bins that have rows, in the order of the scores
 * Source: netcal 1.4 `metrics/Miscalibration.py`. Fixture: fixtures/calibration.json. Cost: O(distinct scores).
 */
export const equalWidthBins = (sample: LabelledScores, bins: number): readonly CalibrationBin[] =>
  cut(sample, edgesOf({ from: 0, to: 1, bins }), firstNotBelow);

function cut(
  sample: LabelledScores,
  edges: ArrayLike<number>,
  endBelow: (scores: Float64Array, edge: number) => number,
): readonly CalibrationBin[] {
  const found: CalibrationBin[] = [];
  const last = edges.length - 2;
  let start = 0;
  for (let bin = 0; bin <= last; bin++) {
    const end = bin === last ? sample.scores.length : Math.max(start, endBelow(sample.scores, at(edges, bin + 1)));
    if (end > start) found.push({ ...binOver(sample, start, end), low: at(edges, bin), high: at(edges, bin + 1) });
    start = end;
  }
  return found;
}

function binOver(sample: LabelledScores, start: number, end: number): Omit<CalibrationBin, "low" | "high"> {
  const { rows, positives, scoreSum } = scoreSums(sample, start, end);
  return { start, end, rows, positives, mean: scoreSum / rows, rate: positives / rows };
}
