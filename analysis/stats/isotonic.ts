import type { LabelledScores } from "./labelled-scores.ts";

/** Neighbouring scores with one rate: how many blocks there are, and rows, positives and end of each. */
interface Blocks {
  readonly size: number;
  readonly rows: Float64Array;
  readonly yes: Float64Array;
  readonly ends: Uint32Array;
}

function pooledBlocks({ scores: { length }, negatives, positives }: LabelledScores): Blocks {
  const [rows, yes, ends] = [new Float64Array(length), new Float64Array(length), new Uint32Array(length)];
  let size = 0;
  for (let index = 0; index < length; index++) {
    let yesHere = positives[index] ?? 0;
    let rowsHere = (negatives[index] ?? 0) + yesHere;
    while (size > 0 && (yes[size - 1] ?? 0) * rowsHere >= yesHere * (rows[size - 1] ?? 0)) {
      size -= 1;
      rowsHere = (rows[size] ?? 0) + rowsHere;
      yesHere = (yes[size] ?? 0) + yesHere;
    }
    rows[size] = rowsHere;
    yes[size] = yesHere;
    ends[size] = index + 1;
    size += 1;
  }
  return { size, rows, yes, ends };
}

/**
 * The non-decreasing map from score to rate that fits best (pool adjacent violators).
 *   min Σ (y − f(s))² over non-decreasing f; each distinct score starts as a block with its rate, and neighbouring blocks
 *   are pooled while the left one's rate is not below the right one's
 * @param sample distinct ascending scores, length k
 * @returns f at each of the k scores, in 0..1, non-decreasing
 * Source: Ayer et al. (1955); Zadrozny & Elkan (2002) for scores. Fixture: scikit-learn 1.9 `IsotonicRegression`.
 * Cost: O(k).
 */
export function isotonic(sample: LabelledScores): Float64Array {
  const { size, rows, yes, ends } = pooledBlocks(sample);
  const fitted = new Float64Array(sample.scores.length);
  for (let block = 0, start = 0; block < size; block++) {
    const end = ends[block] ?? 0;
    fitted.fill((yes[block] ?? 0) / (rows[block] ?? 1), start, end);
    start = end;
  }
  return fitted;
}
