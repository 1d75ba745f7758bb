import { oncePer } from "../base/once-per.ts";
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

/** The scores of both labels together. */
export const pooledScores = oncePer(({ scores, negatives, positives }: LabelledScores): SortedCounts => {
  const counts = new Float64Array(scores.length);
  for (let index = 0; index < scores.length; index++) counts[index] = (negatives[index] ?? 0) + (positives[index] ?? 0);
  return { values: scores, counts };
});

/** Rows, rows with a positive label, and the sum of their scores. */
export interface ScoreSums {
  readonly rows: number;
  readonly positives: number;
  readonly scoreSum: number;
}

/** Sums over the distinct scores `start` to before `end`. */
export function scoreSums({ scores, negatives, positives }: LabelledScores, start = 0, end = scores.length): ScoreSums {
  let [rows, yes, scoreSum] = [0, 0, 0];
  for (let index = start; index < end; index++) {
    const here = (negatives[index] ?? 0) + (positives[index] ?? 0);
    rows += here;
    yes += positives[index] ?? 0;
    scoreSum += here * (scores[index] ?? 0);
  }
  return { rows, positives: yes, scoreSum };
}
