import { at } from "./at.ts";
import type { LabelledScores } from "./labelled-scores.ts";

/**
 * The non-decreasing map from score to rate that fits best (pool adjacent violators).
 *   min Σ (y − f(s))² over non-decreasing f; each distinct score starts as a block with its rate, and neighbouring blocks
 *   are pooled while the left one's rate is not below the right one's
 * @param sample distinct ascending scores, length k
 * @returns f at each of the k scores, in 0..1, non-decreasing
 * Source: Ayer et al. (1955); Zadrozny & Elkan (2002) for scores. Fixture: scikit-learn 1.9 `IsotonicRegression`.
 * Cost: O(k).
 */
export function isotonic({ scores, negatives, positives }: LabelledScores): Float64Array {
  const blocks: { rows: number; yes: number; end: number }[] = [];
  for (let index = 0; index < scores.length; index++) {
    let block = { rows: at(negatives, index) + at(positives, index), yes: at(positives, index), end: index + 1 };
    for (let left = blocks.at(-1); left && left.yes * block.rows >= block.yes * left.rows; left = blocks.at(-1)) {
      block = { rows: left.rows + block.rows, yes: left.yes + block.yes, end: block.end };
      blocks.pop();
    }
    blocks.push(block);
  }
  const fitted = new Float64Array(scores.length);
  let start = 0;
  for (const { rows, yes, end } of blocks) {
    fitted.fill(yes / rows, start, end);
    start = end;
  }
  return fitted;
}
