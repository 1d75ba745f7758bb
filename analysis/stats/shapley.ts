import { invariant } from "../base/assert.ts";
import { at } from "./at.ts";

/** More players would need more than 256 coalitions. */
export const mostPlayers = 8;

/**
 * Exact Shapley values of a game of k players.
 *   φᵢ = Σ over S without i of |S|! (k − |S| − 1)! / k! · ( v(S ∪ i) − v(S) )
 * @param values v of every coalition, length 2ᵏ, k ≤ 8; bit i of the index says whether player i is in it
 * @returns k values in v's unit; they add up to v(all) − v(none), up to rounding
 * Source: Shapley, A value for n-person games (1953). Fixtures: fixtures/attribution.json (shap 0.51 `ExactExplainer`, and the
 * mean over all orders of the players). Cost: O(k · 2ᵏ).
 */
export function shapleyValues(values: ArrayLike<number>): Float64Array {
  const players = Math.round(Math.log2(values.length));
  invariant(2 ** players === values.length && players <= mostPlayers, "a game has a value for every coalition");
  const weights = Array.from({ length: players }, (_, size) => 1 / (players * choose(players - 1, size)));
  const shares = new Float64Array(players);
  for (let coalition = 0; coalition < values.length; coalition++) {
    const weight = at(weights, sizeOf(coalition));
    for (let player = 0; player < players; player++) {
      const bit = 1 << player;
      if ((coalition & bit) === 0)
        shares[player] = at(shares, player) + weight * (at(values, coalition | bit) - at(values, coalition));
    }
  }
  return shares;
}

function sizeOf(coalition: number): number {
  let size = 0;
  for (let rest = coalition; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let index = 1; index <= k; index++) ways = (ways * (n - k + index)) / index;
  return Math.round(ways);
}
