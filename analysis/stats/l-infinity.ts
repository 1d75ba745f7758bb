import { at } from "./at.ts";

/**
 * Largest change of any one bin's share (the Chebyshev distance).
 *   L∞ = maxᵢ |pᵢ − qᵢ|
 * @param p shares of the reference a bin, length k
 * @param q shares of production, the same k bins
 * @returns 0..1; never undefined. Cost: O(k).
 */
export function lInfinity(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let largest = 0;
  for (let bin = 0; bin < p.length; bin++) largest = Math.max(largest, Math.abs(at(p, bin) - at(q, bin)));
  return largest;
}
