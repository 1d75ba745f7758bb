import { at } from "./at.ts";
import type { LabelledScores } from "./labelled-scores.ts";
import { binomial } from "./multinomial.ts";

/**
 * Parts a sample into two random halves: each row goes to the first with chance 1/2, independently of the others.
 * Rows of one score and label cannot be told apart, so that one binomial draw for each such cell, in the order of the
 * scores, is the same as a draw for each row, and the order of the rows cannot matter.
 * @param uniform numbers in [0, 1)
 * @returns two samples whose rows add up to the given ones; scores without rows are left out. Cost: O(k).
 */
export function splitHalves(
  { scores, negatives, positives }: LabelledScores,
  uniform: () => number,
): readonly [LabelledScores, LabelledScores] {
  const half = (count: number): number => {
    // Most cells hold a row or none where scores are many.
    if (count <= 1) return count === 1 && uniform() < 0.5 ? 1 : 0;
    return binomial(count, 0.5, uniform());
  };
  const [no, yes] = [negatives.map(half), positives.map(half)];
  const rest = (counts: Float64Array, taken: Float64Array): Float64Array =>
    counts.map((count, index) => count - at(taken, index));
  return [
    withRows({ scores, negatives: no, positives: yes }),
    withRows({ scores, negatives: rest(negatives, no), positives: rest(positives, yes) }),
  ];
}

function withRows({ scores, negatives, positives }: LabelledScores): LabelledScores {
  const has = (_: number, index: number): boolean => at(negatives, index) + at(positives, index) > 0;
  return { scores: scores.filter(has), negatives: negatives.filter(has), positives: positives.filter(has) };
}
