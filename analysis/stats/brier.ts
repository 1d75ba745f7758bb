import { oncePer } from "../base/once-per.ts";
import type { CalibrationBin } from "./calibration-bins.ts";
import { scoreSums, type LabelledScores } from "./labelled-scores.ts";

export interface BrierTerms {
  readonly brier: number;
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  /** Variance of the scores inside their bins. */
  readonly withinVariance: number;
  /** Covariance of scores and labels inside the bins; it enters twice. */
  readonly withinCovariance: number;
}

/**
 * Mean squared error of the scores, and its five terms over bins.
 *   BS  = Σ (s − y)²/N = REL − RES + UNC + WBV − 2·WBC
 *   REL = Σ n_b/N (s̄_b − ȳ_b)²,  RES = Σ n_b/N (ȳ_b − ȳ)²,  UNC = ȳ(1 − ȳ)
 *   WBV = Σ (s − s̄_b)²/N,  WBC = Σ (s − s̄_b)(y − ȳ_b)/N
 * @param sample at least one row
 * @param bins of the sample; they cover it
 * @returns the terms, which add up to 1e-12; all but the covariance are in 0..1
 * Source: Murphy (1973); Stephenson, Coelho & Jolliffe, Weather and Forecasting 23 (2008) 752-757 for the within-bin
 * terms. Fixture: scikit-learn 1.9 `brier_score_loss`, the golden vectors. Cost: O(distinct scores).
 */
export function brierTerms(sample: LabelledScores, bins: readonly CalibrationBin[]): BrierTerms {
  const { rows, positives } = scoreSums(sample);
  const rate = positives / rows;
  const sums = { reliability: 0, resolution: 0, withinVariance: 0, withinCovariance: 0 };
  for (const bin of bins) {
    sums.reliability += bin.rows * (bin.mean - bin.rate) ** 2;
    sums.resolution += bin.rows * (bin.rate - rate) ** 2;
    for (let index = bin.start; index < bin.end; index++) {
      const off = (sample.scores[index] ?? 0) - bin.mean;
      const [no, yes] = [sample.negatives[index] ?? 0, sample.positives[index] ?? 0];
      sums.withinVariance += (no + yes) * off * off;
      sums.withinCovariance += off * (yes * (1 - bin.rate) - no * bin.rate);
    }
  }
  return {
    brier: brier(sample),
    reliability: sums.reliability / rows,
    resolution: sums.resolution / rows,
    uncertainty: rate * (1 - rate),
    withinVariance: sums.withinVariance / rows,
    withinCovariance: sums.withinCovariance / rows,
  };
}

/** Mean squared difference of score and label, `Σ (s − y)²/N`, over at least one row. */
export const brier = oncePer((sample: LabelledScores): number => {
  const { scores, negatives, positives } = sample;
  let squares = 0;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? 0;
    squares =
      squares + (negatives[index] ?? 0) * (score * score) + (positives[index] ?? 0) * ((1 - score) * (1 - score));
  }
  return squares / scoreSums(sample).rows;
});
