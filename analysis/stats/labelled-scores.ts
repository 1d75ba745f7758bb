import { at } from "./at.ts";
import { pairCounts, type SortedCounts } from "./sorted-counts.ts";

/** Scores of a binary model with known labels: ascending distinct scores in 0..1, and the rows of each label that have them. */
export interface LabelledScores {
  readonly scores: Float64Array;
  readonly negatives: Float64Array;
  readonly positives: Float64Array;
}

/** Puts the scores of the two labels together. Cost: O(distinct scores). */
export function labelledScores(negative: SortedCounts, positive: SortedCounts): LabelledScores {
  const { values, reference, production } = pairCounts(negative, positive);
  return { scores: values, negatives: reference, positives: production };
}

/** Rows, rows with a positive label, and the sum of their scores. */
export interface ScoreSums {
  readonly rows: number;
  readonly positives: number;
  readonly scoreSum: number;
}

/** Sums over the distinct scores `start` to before `end`. */
export function scoreSums({ scores, negatives, positives }: LabelledScores, start = 0, end = scores.length): ScoreSums {
  const sums = { rows: 0, positives: 0, scoreSum: 0 };
  for (let index = start; index < end; index++) {
    const rows = at(negatives, index) + at(positives, index);
    sums.rows += rows;
    sums.positives += at(positives, index);
    sums.scoreSum += rows * at(scores, index);
  }
  return sums;
}
