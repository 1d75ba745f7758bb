import { at } from "./at.ts";
import { klTerm } from "./kl-divergence.ts";
import { shares } from "./shares.ts";

/** One bin's part of the Jensen-Shannon divergence, in nats: ½ p ln(p/m) + ½ q ln(q/m), m = (p + q)/2. */
export function jensenShannonTerm(p: number, q: number): number {
  const middle = (p + q) / 2;
  return (klTerm(p, middle) + klTerm(q, middle)) / 2;
}

/**
 * Jensen-Shannon divergence of two distributions.
 *   JSD = ½ KL(p ‖ m) + ½ KL(q ‖ m),  m = (p + q)/2
 * @param p weights of the reference a bin, length k, any positive sum (both sides are normalised first, as scipy does)
 * @param q weights of production, the same k bins
 * @param base the logarithm's base: 2 gives 0..1, e gives 0..ln 2
 * @returns in units of log `base`, never undefined: an empty bin needs no fill
 * Source: Lin (1991), Divergence measures based on the Shannon entropy. Cost: O(k).
 */
export function jensenShannonDivergence(p: ArrayLike<number>, q: ArrayLike<number>, base: number): number {
  const from = shares(p);
  const to = shares(q);
  const sum = from.reduce((soFar, share, bin) => soFar + jensenShannonTerm(share, at(to, bin)), 0);
  return Math.max(0, sum) / Math.log(base);
}

/** The square root of the divergence, a metric (Endres & Schindelin 2003); this is scipy's `jensenshannon`. */
export const jensenShannonDistance = (p: ArrayLike<number>, q: ArrayLike<number>, base: number): number =>
  Math.sqrt(jensenShannonDivergence(p, q, base));
