import { at } from "./at.ts";
import { isotonic } from "./isotonic.ts";
import type { LabelledScores } from "./labelled-scores.ts";

/** A non-decreasing step map from score to rate. A score belongs to the step behind the last cut that is not above it. */
export interface ScoreSteps {
  /** Ascending, one fewer than there are rates. */
  readonly cuts: Float64Array;
  /** Non-decreasing, in 0..1. */
  readonly rates: Float64Array;
}

/**
 * The isotonic map as steps, so that new scores can be mapped by comparing them with few cuts. A cut lies halfway between
 * the last score of one step and the first of the next; scikit-learn's `predict` interpolates linearly between the two,
 * which is the same at every score that was fitted, and on average in between.
 * @param sample at least one distinct score
 * @param most steps at most; neighbours are pooled (their rates weighted by rows) beyond it
 * Source: Zadrozny & Elkan (2002). Fixture: fixtures/estimate.json (scikit-learn `IsotonicRegression`). Cost: O(k).
 */
export function scoreSteps(sample: LabelledScores, most = 1000): ScoreSteps {
  const fitted = isotonic(sample);
  const blocks: { first: number; last: number; rows: number; rate: number }[] = [];
  fitted.forEach((rate, index) => {
    const [score, rows] = [at(sample.scores, index), at(sample.negatives, index) + at(sample.positives, index)];
    const block = blocks.at(-1);
    if (block?.rate === rate) {
      block.last = score;
      block.rows += rows;
    } else blocks.push({ first: score, last: score, rows, rate });
  });
  const pooled = pool(blocks, Math.ceil(blocks.length / most));
  return {
    cuts: Float64Array.from(pooled.slice(1), ({ first }, index) => cutBetween(pooled[index]?.last ?? first, first)),
    rates: Float64Array.from(pooled, ({ rate }) => rate),
  };
}

interface Block {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly rate: number;
}

function pool(blocks: readonly Block[], together: number): readonly Block[] {
  if (together <= 1) return blocks;
  const pooled: Block[] = [];
  for (let start = 0; start < blocks.length; start += together) {
    const part = blocks.slice(start, start + together);
    const [first, last] = [part[0], part.at(-1)];
    if (first === undefined || last === undefined) break;
    const rows = part.reduce((sum, block) => sum + block.rows, 0);
    const rate = part.reduce((sum, block) => sum + block.rows * block.rate, 0) / rows;
    pooled.push({ first: first.first, last: last.last, rows, rate });
  }
  return pooled;
}

/** Above `low` and not above `high`, also where no double lies between them. */
function cutBetween(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle > low && middle <= high ? middle : high;
}

/** The step of a score: the number of cuts that are not above it. Cost: O(log cuts). */
export function stepOf({ cuts }: ScoreSteps, score: number): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(cuts, middle) <= score) low = middle + 1;
    else high = middle;
  }
  return low;
}
