import { oncePer } from "../base/once-per.ts";
import { rowsOf, type PairedCounts } from "./sorted-counts.ts";

/** What the gap between two distribution functions F and G adds up to, in one pass over the values. */
export interface PairGaps {
  /** maxₓ |F(x) − G(x)| */
  readonly largest: number;
  /** Index of the first value at which the gap is largest; 0 when there is none. */
  readonly index: number;
  /** Shares of each side at or below that value; 0 when there is no gap. */
  readonly reference: number;
  readonly production: number;
  /** ∫ |F(x) − G(x)| dx */
  readonly area: number;
  /** ∫ (F(x) − G(x))² dx */
  readonly squaredArea: number;
}

/**
 * The gaps behind Kolmogorov-Smirnov, Wasserstein and energy distance.
 * @param pair both samples over the union of their values, at least one row a side. Cost: O(distinct values), once a pair.
 */
export const pairGaps = oncePer((pair: PairedCounts): PairGaps => {
  const { reference: rows, production: rowsNow } = rowsOf(pair);
  const { values, reference, production } = pair;
  const last = values.length - 1;
  let [below, belowNow, area, squaredArea] = [0, 0, 0, 0];
  let [largest, index, share, shareNow] = [0, 0, 0, 0];
  for (let i = 0; i <= last; i++) {
    below += reference[i] ?? 0;
    belowNow += production[i] ?? 0;
    // Lists of two would be made anew for each of millions of values.
    const f = below / rows;
    const g = belowNow / rowsNow;
    const gap = Math.abs(f - g);
    if (gap > largest) {
      largest = gap;
      index = i;
      share = f;
      shareNow = g;
    }
    if (i === last) break;
    const width = (values[i + 1] ?? 0) - (values[i] ?? 0);
    area += gap * width;
    squaredArea += gap * gap * width;
  }
  return { largest, index, reference: share, production: shareNow, area, squaredArea };
});
