import { at } from "./at.ts";
import type { Placements } from "./pair-placements.ts";

/** One side's ROC area as a mean over pairs of slices: AUC = Σ pᵢ qⱼ Aᵢⱼ. */
export interface PairSide {
  readonly slices: number;
  /** Each slice's share of the positives, and of the negatives. */
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** Entry i·slices + j: how often a positive of i scores above a negative of j. */
  readonly areas: Float64Array;
  readonly area: number;
  readonly positives: Placements;
  readonly negatives: Placements;
}

/** How a number changes with the shares, the pairs' areas, and the area of all. */
export interface PairSlopes {
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly areas: Float64Array;
  area: number;
}

/**
 * Variance of a smooth function of one side's shares and areas, by the delta method. A positive row of slice i with score x
 * has the influence 1ᵢ − p on the shares, (Fⱼ(x) − Aᵢⱼ)/pᵢ on its areas and Σ qⱼFⱼ(x) − AUC on the area of all, Fⱼ the share
 * of slice j's negatives below x; a negative row likewise. It is linear in the F, so its mean square needs only their means
 * and covariances inside a slice.
 *   Var = Σᵢ pᵢ (cᵢ² + hᵢᵀ Cov(F) hᵢ) / P + the same of the negatives / N
 * Source: Hampel, The influence curve, JASA 69 (1974); for one slice, DeLong's variance with ddof 0. Cost: O(slices³).
 */
export function pairVariance(side: PairSide, slopes: PairSlopes): number {
  return classVariance(side, slopes, false) + classVariance(side, slopes, true);
}

function classVariance(side: PairSide, slopes: PairSlopes, negative: boolean): number {
  const { slices, area } = side;
  const [share, other] = negative ? [side.q, side.p] : [side.p, side.q];
  const [slope, { rows, covariances }] = negative ? [slopes.q, side.negatives] : [slopes.p, side.positives];
  const place = (own: number, among: number): number => (negative ? among * slices + own : own * slices + among);
  const mean = share.reduce((sum, part, slice) => sum + part * at(slope, slice), 0);
  let [square, all] = [0, 0];
  for (let own = 0; own < slices; own++) {
    all += at(rows, own);
    if (at(share, own) === 0) continue;
    const towards = new Float64Array(slices);
    let centre = at(slope, own) - mean - slopes.area * area;
    for (let among = 0; among < slices; among++) {
      centre += slopes.area * at(other, among) * at(side.areas, place(own, among));
      towards[among] = at(slopes.areas, place(own, among)) / at(share, own) + slopes.area * at(other, among);
    }
    square += at(share, own) * (centre * centre + Math.max(0, quadratic(covariances[own], towards)));
  }
  return square / all;
}

/** hᵀCh. The negatives' placements count positives below instead of above: their covariances are the same. */
function quadratic(covariance: Float64Array | undefined, h: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < h.length; j++)
    for (let l = 0; l < h.length; l++) sum += at(h, j) * at(h, l) * (covariance?.[j * h.length + l] ?? 0);
  return sum;
}
