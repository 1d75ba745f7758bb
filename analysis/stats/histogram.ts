import { at } from "./at.ts";
import { firstAbove, firstNotBelow, rowsUpTo, type SortedCounts } from "./sorted-counts.ts";

/**
 * Rows between ascending edges, by numpy's rule: each bin is [a, b), the last [a, b]; values outside are not counted.
 * @param sample ascending values with counts
 * @param edges at least 2, ascending, in the column's unit
 * @returns edges.length − 1 counts
 * Source: numpy 2.4 `histogram` with an array of edges. Cost: O(edges · log distinct values), and once a sample O(distinct values).
 */
export function histogram(sample: SortedCounts, edges: ArrayLike<number>): Float64Array {
  const bins = edges.length - 1;
  const upTo = rowsUpTo(sample);
  const counts = new Float64Array(bins);
  const inside = at(upTo, firstAbove(sample.values, at(edges, bins)));
  let below = at(upTo, firstNotBelow(sample.values, at(edges, 0)));
  for (let bin = 0; bin < bins; bin++) {
    const upToEdge = bin === bins - 1 ? inside : at(upTo, firstNotBelow(sample.values, at(edges, bin + 1)));
    const rows = Math.max(below, Math.min(inside, upToEdge));
    counts[bin] = rows - below;
    below = rows;
  }
  return counts;
}

/**
 * Rows in the bins that inner edges cut the whole line into: (−∞, e₀), [e₀, e₁), …, [eₙ₋₁, ∞).
 * @param sample ascending values with counts
 * @param edges any number, strictly ascending
 * @returns edges.length + 1 counts that add up to the sample's rows. Cost: O(edges · log distinct values), and once a sample O(distinct values).
 */
export function openHistogram(sample: SortedCounts, edges: ArrayLike<number>): Float64Array {
  const upTo = rowsUpTo(sample);
  const counts = new Float64Array(edges.length + 1);
  let below = 0;
  for (let bin = 0; bin < edges.length; bin++) {
    const rows = at(upTo, firstNotBelow(sample.values, at(edges, bin)));
    counts[bin] = rows - below;
    below = rows;
  }
  counts[edges.length] = at(upTo, sample.values.length) - below;
  return counts;
}
