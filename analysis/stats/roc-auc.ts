import { CompensatedSum } from "./compensated-sum.ts";
import type { Measure } from "./measure.ts";
import type { SortedCounts } from "./sorted-counts.ts";

/**
 * What ROC AUC, its DeLong variance and average precision need of scores in descending order. With p and n positives
 * and negatives at one score, P⁺ and N⁺ those at that score and above:
 *   worse = Σ p·(2N⁺ − n),  worse² = Σ p·(2N⁺ − n)²,  better² = Σ n·(2P⁺ − p)²,  precision = Σ p·P⁺/(P⁺ + N⁺)
 */
export interface RankSums {
  readonly positives: number;
  readonly negatives: number;
  readonly worse: number;
  readonly worseSquared: number;
  readonly betterSquared: number;
  readonly precision: number;
}

/** One pass from the highest score down. `worse` is a sum of whole numbers and exact up to 2^53. Cost: O(distinct scores). */
export function rankSums(positive: SortedCounts, negative: SortedCounts): RankSums {
  let [positives, negatives, worse] = [0, 0, 0];
  const [worseSquared, betterSquared, precision] = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
  let [i, j] = [positive.values.length - 1, negative.values.length - 1];
  while (i >= 0 || j >= 0) {
    const a = i < 0 ? Number.NEGATIVE_INFINITY : (positive.values[i] ?? 0);
    const b = j < 0 ? Number.NEGATIVE_INFINITY : (negative.values[j] ?? 0);
    const p = a >= b ? (positive.counts[i--] ?? 0) : 0;
    const n = b >= a ? (negative.counts[j--] ?? 0) : 0;
    positives += p;
    negatives += n;
    const [above, below] = [2 * negatives - n, 2 * positives - p];
    worse += p * above;
    worseSquared.add(p * above * above);
    betterSquared.add(n * below * below);
    precision.add((p * positives) / (positives + negatives));
  }
  return {
    ...{ positives, negatives, worse, precision: precision.value },
    ...{ worseSquared: worseSquared.value, betterSquared: betterSquared.value },
  };
}

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting half.
 *   1 − worse / (2PN)
 * @returns 0..1; `one_class` without positives or without negatives
 * Source: Hanley & McNeil, Radiology 143 (1982). Fixture: fixtures/performance.json (scikit-learn `roc_auc_score`).
 */
export function rocAuc({ positives, negatives, worse }: RankSums): Measure {
  return positives === 0 || negatives === 0 ? "one_class" : 1 - worse / (2 * positives * negatives);
}

/**
 * DeLong's standard error of the area, from the placements V of each positive among the negatives and the reverse.
 *   √(s₁₀/P + s₀₁/N), s the variance of the placements with ddof 1
 * @returns at least 0; null with fewer than two positives or negatives
 * Source: DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837. Fixture: fixtures/performance.json.
 */
export function delongError(sums: RankSums): number | null {
  const { positives: p, negatives: n, worse, worseSquared, betterSquared } = sums;
  if (p < 2 || n < 2) return null;
  const variance = (squares: number, mean: number, rows: number): number =>
    Math.max(0, (squares - rows * mean * mean) / (rows - 1));
  const gap = worse / (2 * p * n);
  const ofPositives = variance(worseSquared / (4 * n * n), gap, p);
  const ofNegatives = variance(betterSquared / (4 * p * p), 1 - gap, n);
  return Math.sqrt(ofPositives / p + ofNegatives / n);
}

/**
 * Average precision, the area under the precision-recall steps: each threshold's precision weighted by the recall it adds.
 *   Σ (p/P) · P⁺/(P⁺ + N⁺)
 * @returns 0..1; `one_class` without positives (scikit-learn gives 0 with a warning) or without negatives
 * Source: scikit-learn `average_precision_score`. Fixture: fixtures/performance.json.
 */
export function averagePrecision({ positives, negatives, precision }: RankSums): Measure {
  return positives === 0 || negatives === 0 ? "one_class" : precision / positives;
}
