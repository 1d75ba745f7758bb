import { at } from "./at.ts";
import type { Measure } from "./measure.ts";
import { total } from "./shares.ts";

/**
 * Median of numbers that are known by their equally wide bins only, taken as spread evenly inside of the middle bin.
 *   L + h · (n/2 − F)/f:  L the bin's lower end, h the width, F rows below it, f rows in it
 * @param counts rows a bin, the lowest first
 * @param first lower end of the first bin, @param width of each
 * @returns in the number's unit; `too_few_rows` without rows. The middle bin is the one that holds row ⌊n/2⌋, from 0.
 * Source: Python 3.11 `statistics.median_grouped`. Fixture: fixtures/attribution.json. Cost: O(bins).
 */
export function groupedMedian(counts: ArrayLike<number>, first: number, width: number): Measure {
  const rows = total(counts);
  if (rows === 0) return "too_few_rows";
  let [below, bin] = [0, 0];
  while (below + at(counts, bin) <= Math.floor(rows / 2)) below += at(counts, bin++);
  return first + width * (bin + (rows / 2 - below) / at(counts, bin));
}
