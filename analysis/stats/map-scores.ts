import { at } from "./at.ts";
import type { LabelledScores } from "./labelled-scores.ts";

/**
 * The same rows with other scores, equal ones joined.
 * @param mapped a score in 0..1 for each distinct score, non-decreasing or non-increasing
 * @returns ascending distinct scores. Cost: O(k).
 */
export function mapScores({ negatives, positives }: LabelledScores, mapped: Float64Array): LabelledScores {
  const falls = at(mapped, 0) > at(mapped, mapped.length - 1);
  const doubles = (): Float64Array => new Float64Array(mapped.length);
  const [scores, no, yes] = [doubles(), doubles(), doubles()];
  let size = 0;
  for (let step = 0; step < mapped.length; step++) {
    const index = falls ? mapped.length - 1 - step : step;
    const score = mapped[index] ?? 0;
    if (size === 0 || scores[size - 1] !== score) scores[size++] = score;
    no[size - 1] = (no[size - 1] ?? 0) + (negatives[index] ?? 0);
    yes[size - 1] = (yes[size - 1] ?? 0) + (positives[index] ?? 0);
  }
  return { scores: scores.slice(0, size), negatives: no.slice(0, size), positives: yes.slice(0, size) };
}
