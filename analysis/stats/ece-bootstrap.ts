import { at } from "./at.ts";
import type { CalibrationBin } from "./calibration-bins.ts";
import type { LabelledScores } from "./labelled-scores.ts";
import { binomial, drawWithReplacement } from "./multinomial.ts";
import { sampledQuantile } from "./sampled-quantile.ts";

/** Rows by bin and label with the mean score of each: what a bootstrap of ECE draws from. */
export interface EceCells {
  /** Two numbers a bin: negative, positive. */
  readonly rows: Float64Array;
  readonly means: Float64Array;
}

/** The cells of a sample's bins. Cost: O(distinct scores). */
export function eceCells({ scores, negatives, positives }: LabelledScores, bins: readonly CalibrationBin[]): EceCells {
  const cells = { rows: new Float64Array(2 * bins.length), means: new Float64Array(2 * bins.length) };
  bins.forEach(({ start, end }, bin) => {
    [negatives, positives].forEach((counts, label) => {
      let [rows, sum] = [0, 0];
      for (let index = start; index < end; index++) {
        rows += counts[index] ?? 0;
        sum += (counts[index] ?? 0) * (scores[index] ?? 0);
      }
      cells.rows[2 * bin + label] = rows;
      cells.means[2 * bin + label] = rows === 0 ? 0 : sum / rows;
    });
  });
  return cells;
}

/** ECE from rows by bin and label. */
export function eceOf(rows: ArrayLike<number>, means: Float64Array): number {
  let [error, all] = [0, 0];
  for (let cell = 0; cell < means.length; cell += 2) {
    const [no, yes] = [at(rows, cell), at(rows, cell + 1)];
    error += Math.abs(no * at(means, cell) + yes * at(means, cell + 1) - yes);
    all += no + yes;
  }
  return error / all;
}

/**
 * Draws of ECE from bootstrap samples: rows are drawn again with replacement by bin and label; the bins and the mean score
 * in each cell stay.
 * @param cells at least one row
 * @returns one ECE a draw. Source: Efron & Tibshirani (1993). Cost: O(draws · bins · spread).
 */
export const eceDraws = ({ rows, means }: EceCells, draws: number, uniform: () => number): readonly number[] =>
  Array.from({ length: draws }, () => eceOf(drawWithReplacement(rows, uniform), means));

/**
 * An interval from draws of a statistic that chance inflates, as it inflates ECE: the draws' percentiles, moved by
 * twice their own bias, once for the estimate's and once for the draws'.
 * @param level the share of samples whose interval holds it; 95 % unless said otherwise
 * @returns bounds that hold the estimate less its bias
 */
export function biasCorrectedInterval(
  draws: readonly number[],
  estimate: number,
  level = 0.95,
): readonly [low: number, high: number] {
  const bias = draws.reduce((sum, draw) => sum + draw, 0) / draws.length - estimate;
  const tail = (1 - level) / 2;
  return [sampledQuantile(draws, tail) - 2 * bias, sampledQuantile(draws, 1 - tail) - 2 * bias];
}

/**
 * The 97.5 % quantile of the ECE that perfectly calibrated scores would have by chance: each bin's positives are drawn
 * with its mean score as the chance.
 * @param bins at least one
 * @param draws how many samples
 */
export function eceOfPerfectScores(
  bins: readonly Pick<CalibrationBin, "rows" | "mean">[],
  draws: number,
  uniform: () => number,
): number {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const sample = Array.from({ length: draws }, () => {
    const off = bins.reduce((sum, bin) => {
      const yes = binomial(bin.rows, bin.mean, uniform());
      return sum + Math.abs(yes - bin.rows * bin.mean);
    }, 0);
    return off / rows;
  });
  return sampledQuantile(sample, 0.975);
}
