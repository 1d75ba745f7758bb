import { at } from "./at.ts";
import { moments } from "./moments.ts";
import type { SortedCounts } from "./sorted-counts.ts";

/** Bins of equal width, kept as three numbers. */
export interface EqualBins {
  readonly from: number;
  readonly to: number;
  readonly bins: number;
}

/** The edges of equal bins, bit for bit as numpy's `linspace` makes them. */
export function edgesOf({ from, to, bins }: EqualBins): Float64Array {
  const step = (to - from) / bins;
  return Float64Array.from({ length: bins + 1 }, (_, index) => (index === bins ? to : index * step + from));
}

/** numpy's range: smallest to largest value, or half a unit to either side of the only one. */
function rangeOf(values: Float64Array): { from: number; to: number; width: number } {
  const from = at(values, 0);
  const to = at(values, values.length - 1);
  return from === to ? { from: from - 0.5, to: to + 0.5, width: 0 } : { from, to, width: to - from };
}

function binsOfWidth(values: Float64Array, width: number): EqualBins {
  const { from, to } = rangeOf(values);
  return { from, to, bins: width > 0 ? Math.max(1, Math.ceil((to - from) / width)) : 1 };
}

/**
 * Sturges' rule as numpy has it.
 *   w = (max − min) / (log₂ n + 1), bins = ⌈(max − min)/w⌉
 * @param values ascending, at least one
 * @param rows n
 * @param integers numpy ≥ 2 makes bins of integer columns at least 1 wide
 * @returns bins over the sample's range; one bin, half a unit to either side, when there is one value
 * Source: Sturges (1926); numpy 2.4 `lib/_histograms_impl.py`. Cost: O(1).
 */
export function sturges(values: Float64Array, rows: number, integers = false): EqualBins {
  const width = rangeOf(values).width / (Math.log2(rows) + 1);
  return binsOfWidth(values, integers && width > 0 ? Math.max(width, 1) : width);
}

/**
 * Doane's rule as numpy has it: Sturges with more bins for skewed data.
 *   w = (max − min) / (1 + log₂ n + log₂(1 + |g₁|/σ)),  σ = √( 6(n−2) / ((n+1)(n+3)) )
 * @param sample at least one row
 * @returns bins over the sample's range; one bin when n ≤ 2 or nothing varies
 * Source: Doane (1976); numpy 2.4. Cost: O(distinct values).
 */
export function doane(sample: SortedCounts): EqualBins {
  const { n, deviation, skewness } = moments(sample);
  if (n <= 2 || deviation === 0) return binsOfWidth(sample.values, 0);
  const sigma = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  const width = rangeOf(sample.values).width / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / sigma));
  return binsOfWidth(sample.values, width);
}
