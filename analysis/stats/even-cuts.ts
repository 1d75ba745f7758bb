import { at } from "./at.ts";
import type { SortedCounts } from "./sorted-counts.ts";

/**
 * Where a sample is cut into bins of about equally many rows.
 *   every distinct value but the first, when there are at most `most` + 1; else each value before which another
 *   1/(most + 1) of the rows is complete
 * @returns at most `most` ascending distinct cuts, each a value of the sample; a value belongs to the bin behind the last cut
 * that is not above it
 * Source: Casefile. Cost: O(distinct values).
 */
export function evenCuts({ values, counts }: SortedCounts, most: number): Float64Array {
  if (values.length <= most + 1) return values.slice(1);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  let [below, passed] = [0, 0];
  return values.filter((_, index) => {
    const complete = Math.floor((below * (most + 1)) / rows);
    below += at(counts, index);
    if (complete <= passed) return false;
    passed = complete;
    return true;
  });
}
