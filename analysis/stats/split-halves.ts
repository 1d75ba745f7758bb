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
  const [no, yes] = [halfOf(negatives, uniform), halfOf(positives, uniform)];
  return [
    withRows({ scores, negatives: no, positives: yes }),
    withRows({ scores, negatives: less(negatives, no), positives: less(positives, yes) }),
  ];
}

/** Of each cell's rows those that go to the first half. */
function halfOf(counts: Float64Array, uniform: () => number): Float64Array {
  const half = new Float64Array(counts.length);
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] ?? 0;
    // Most cells hold a row or none where scores are many.
    if (count > 1) half[index] = binomial(count, 0.5, uniform());
    else if (count === 1 && uniform() < 0.5) half[index] = 1;
  }
  return half;
}

function less(counts: Float64Array, taken: Float64Array): Float64Array {
  const rest = new Float64Array(counts.length);
  for (let index = 0; index < counts.length; index++) rest[index] = (counts[index] ?? 0) - (taken[index] ?? 0);
  return rest;
}

function withRows({ scores, negatives, positives }: LabelledScores): LabelledScores {
  const doubles = (): Float64Array => new Float64Array(scores.length);
  const [kept, no, yes] = [doubles(), doubles(), doubles()];
  let size = 0;
  for (let index = 0; index < scores.length; index++) {
    no[size] = negatives[index] ?? 0;
    yes[size] = positives[index] ?? 0;
    kept[size] = scores[index] ?? 0;
    if ((no[size] ?? 0) + (yes[size] ?? 0) > 0) size += 1;
  }
  return { scores: kept.slice(0, size), negatives: no.slice(0, size), positives: yes.slice(0, size) };
}
