import { quantiles } from "./quantiles.ts";
import type { SortedCounts } from "./sorted-counts.ts";

const deciles = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const buffer = new DataView(new ArrayBuffer(8));

/** The smallest double above a finite one; Infinity above the largest. */
export function nextUp(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  buffer.setFloat64(0, value);
  buffer.setBigInt64(0, buffer.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return buffer.getFloat64(0) + 0; // never -0
}

/**
 * Casefile's inner bin edges of a numeric column: the reference's deciles, ties merged. A value on which deciles tie holds
 * about a tenth of the rows or more and gets a bin of its own; with at most 10 distinct values every value has one, with
 * open bins below and above. Bins are [a, b), the outer two open.
 * @param reference at least one row
 * @returns 1 to 18 strictly ascending, finite edges, in the column's unit
 * Cost: O(distinct values).
 */
export function referenceEdges(reference: SortedCounts): readonly number[] {
  const { values } = reference;
  if (values.length <= 10) return [...values, nextUp(values[values.length - 1] ?? 0)].filter(Number.isFinite);
  const cuts = quantiles(reference, deciles);
  const edges = cuts.flatMap((cut, index) => (cuts.indexOf(cut) < index ? [cut, nextUp(cut)] : [cut]));
  return [...new Set(edges)].filter(Number.isFinite).sort((a, b) => a - b);
}
