import { at } from "./at.ts";
import { rowsOf, type PairedCounts } from "./sorted-counts.ts";

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
  const rows = rowsOf(pair);
  let [below, belowProduction] = [0, 0];
  let best: KsStatistic = { statistic: 0, at: at(pair.values, 0), reference: 0, production: 0 };
  for (let i = 0; i < pair.values.length; i++) {
    below += at(pair.reference, i);
    belowProduction += at(pair.production, i);
    const [f, g] = [below / rows.reference, belowProduction / rows.production];
    if (Math.abs(f - g) > best.statistic)
      best = { statistic: Math.abs(f - g), at: at(pair.values, i), reference: f, production: g };
  }
  return best;
}
