import { at } from "./at.ts";

/**
 * Total variation distance of two distributions.
 *   TVD = ½ Σᵢ |pᵢ − qᵢ|
 * @param p shares of the reference a bin, length k
 * @param q shares of production, the same k bins
 * @returns 0..1: the share of rows that would have to move; never undefined
 * Source: Levin & Peres, Markov Chains and Mixing Times (2017), proposition 4.2. Cost: O(k).
 */
export function totalVariation(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let bin = 0; bin < p.length; bin++) sum += Math.abs(at(p, bin) - at(q, bin));
  return sum / 2;
}
