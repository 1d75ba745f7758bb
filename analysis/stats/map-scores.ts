import { at } from "./at.ts";
import type { LabelledScores } from "./labelled-scores.ts";

/**
 * The same rows with other scores, equal ones joined.
 * @param mapped a score in 0..1 for each distinct score, non-decreasing or non-increasing
 * @returns ascending distinct scores. Cost: O(k).
 */
export function mapScores({ negatives, positives }: LabelledScores, mapped: Float64Array): LabelledScores {
  const falls = at(mapped, 0) > at(mapped, mapped.length - 1);
  const found: { score: number; no: number; yes: number }[] = [];
  for (let step = 0; step < mapped.length; step++) {
    const index = falls ? mapped.length - 1 - step : step;
    const [score, no, yes] = [at(mapped, index), at(negatives, index), at(positives, index)];
    const last = found.at(-1);
    if (last?.score === score) {
      last.no += no;
      last.yes += yes;
    } else found.push({ score, no, yes });
  }
  return {
    scores: Float64Array.from(found, ({ score }) => score),
    negatives: Float64Array.from(found, ({ no }) => no),
    positives: Float64Array.from(found, ({ yes }) => yes),
  };
}
