import type { SortedCounts } from "./sorted-counts.ts";

/**
 * Rows between ascending edges, by numpy's rule: each bin is [a, b), the last [a, b]; values outside are not counted.
 * @param sample ascending values with counts
 * @param edges at least 2, ascending, in the column's unit
 * @returns edges.length − 1 counts
 * Source: numpy 2.4 `histogram` with an array of edges. Cost: O(distinct values + edges).
 */
export function histogram(sample: SortedCounts, edges: ArrayLike<number>): Float64Array {
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  const first = edges[0] ?? 0;
  const last = edges[bins] ?? 0;
  let bin = 0;
  for (let i = 0; i < sample.values.length; i++) {
    const value = sample.values[i] ?? 0;
    if (value < first) continue;
    if (value > last) break;
    while (bin < bins - 1 && value >= (edges[bin + 1] ?? 0)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + (sample.counts[i] ?? 0);
  }
  return counts;
}

/**
 * Rows in the bins that inner edges cut the whole line into: (−∞, e₀), [e₀, e₁), …, [eₙ₋₁, ∞).
 * @param sample ascending values with counts
 * @param edges any number, strictly ascending
 * @returns edges.length + 1 counts that add up to the sample's rows. Cost: O(distinct values + edges).
 */
export function openHistogram(sample: SortedCounts, edges: ArrayLike<number>): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  let bin = 0;
  for (let i = 0; i < sample.values.length; i++) {
    const value = sample.values[i] ?? 0;
    while (bin < edges.length && value >= (edges[bin] ?? 0)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + (sample.counts[i] ?? 0);
  }
  return counts;
}
