import { at } from "./at.ts";
import type { Measure } from "./measure.ts";
import { shares } from "./shares.ts";

/** One bin's part of KL(p ‖ q): p · ln(p / q); 0 where p is 0, Infinity where only q is 0. */
export const klTerm = (p: number, q: number): number => (p === 0 ? 0 : p * Math.log(p / q));

/**
 * Kullback-Leibler divergence of two distributions.
 *   KL(p ‖ q) = Σᵢ pᵢ · ln(pᵢ / qᵢ)
 * @param p weights of the reference a bin, length k, any positive sum (both sides are normalised first, as scipy's `entropy` does)
 * @param q weights of production, the same k bins
 * @returns nats, ≥ 0; `infinite_distance` when production lacks a bin that the reference has
 * Source: Kullback & Leibler (1951). Fixture: the golden vectors (scipy 1.17 `stats.entropy`).
 * Cost: O(k).
 */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): Measure {
  const from = shares(p);
  const to = shares(q);
  const sum = from.reduce((soFar, share, bin) => soFar + klTerm(share, at(to, bin)), 0);
  return Number.isFinite(sum) ? Math.max(0, sum) : "infinite_distance";
}
