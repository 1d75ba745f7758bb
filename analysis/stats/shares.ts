import { invariant } from "../base/assert.ts";
import { at } from "./at.ts";

/** Sum of counts, in order. */
export const total = (counts: ArrayLike<number>): number =>
  counts instanceof Float64Array ? totalOfDoubles(counts) : totalOfList(counts);

/** Apart from other lists: a loop that only ever meets one kind of array is several times faster. */
function totalOfDoubles(counts: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < counts.length; index++) sum += counts[index] ?? 0;
  return sum;
}

function totalOfList(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < counts.length; index++) sum += at(counts, index);
  return sum;
}

/**
 * Counts as shares of their sum.
 *   pᵢ = cᵢ / Σc
 * @param counts one number a bin, length k ≥ 1, each ≥ 0 (rows, or summed weights), with a positive sum
 * @returns k shares in 0..1 that add up to 1
 * @throws `invariant` when the counts are all 0: the caller answers `empty_reference` or `empty_production` before
 */
export function shares(counts: ArrayLike<number>): Float64Array {
  const sum = total(counts);
  invariant(sum > 0, "shares of empty counts");
  return Float64Array.from({ length: counts.length }, (_, index) => at(counts, index) / sum);
}
