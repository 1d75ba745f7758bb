import { at } from "./at.ts";
import type { Measure } from "./measure.ts";

/**
 * One bin's part of the population stability index.
 *   (q − p) · ln(q / p)
 * @param p the bin's share of the reference, in 0..1
 * @param q the bin's share of production, in 0..1
 * @returns nats, ≥ 0; 0 where both are 0; Infinity where only one is 0
 */
export const psiTerm = (p: number, q: number): number => (p === q ? 0 : (q - p) * Math.log(q / p));

/**
 * Population stability index between two binned distributions.
 *   PSI = Σᵢ (qᵢ − pᵢ) · ln(qᵢ / pᵢ)
 * @param p shares of the reference a bin, after a fill (fills.ts), length k
 * @param q shares of production, the same k bins
 * @returns nats, ≥ 0, 0 when the shares are equal; `infinite_distance` when a bin is empty on one side only
 * Source: Jeffreys (1946), the symmetrised Kullback-Leibler divergence; Siddiqi, Credit Risk Scorecards (2006).
 * Cost: O(k).
 */
export function psi(p: ArrayLike<number>, q: ArrayLike<number>): Measure {
  let sum = 0;
  for (let bin = 0; bin < p.length; bin++) sum += psiTerm(at(p, bin), at(q, bin));
  return Number.isFinite(sum) ? Math.max(0, sum) : "infinite_distance";
}
