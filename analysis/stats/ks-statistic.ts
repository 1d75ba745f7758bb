import { at } from "./at.ts";
import { pairGaps } from "./pair-gaps.ts";
import type { PairedCounts } from "./sorted-counts.ts";

export interface KsStatistic {
  /** D: the largest gap between the two distribution functions, 0..1. */
  readonly statistic: number;
  /** The smallest value at which the gap is largest. */
  readonly at: number;
  /** Share of each side at or below `at`. */
  readonly reference: number;
  readonly production: number;
}

/**
 * Two-sample Kolmogorov-Smirnov statistic.
 *   D = maxₓ |F(x) − G(x)|
 * @param pair both samples over the union of their values, at least one row a side
 * @returns D with the place where it is reached
 * Source: Smirnov (1939). Fixture: scipy 1.17 `ks_2samp`. Cost: O(distinct values).
 */
export function ksStatistic(pair: PairedCounts): KsStatistic {
  const { largest, index, reference, production } = pairGaps(pair);
  return { statistic: largest, at: at(pair.values, index), reference, production };
}
