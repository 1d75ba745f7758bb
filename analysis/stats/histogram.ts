import { at } from "./at.ts";
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
  const first = at(edges, 0);
  const last = at(edges, bins);
  let bin = 0;
  for (let i = 0; i < sample.values.length; i++) {
    const value = at(sample.values, i);
    if (value < first) continue;
    if (value > last) break;
    while (bin < bins - 1 && value >= at(edges, bin + 1)) bin += 1;
    counts[bin] = at(counts, bin) + at(sample.counts, i);
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
    const value = at(sample.values, i);
    while (bin < edges.length && value >= at(edges, bin)) bin += 1;
    counts[bin] = at(counts, bin) + at(sample.counts, i);
  }
  return counts;
}
