import { normalTail } from "./tails.ts";

/** An estimate with its 95 % interval, which need not lie evenly around it. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Half of the width of a 95 % interval, in standard errors. */
const z = 1.959963984540054;

/**
 * Difference of two independent estimates from their intervals (MOVER, square and add), with a two-sided p.
 *   d = a − b;  [ d − √((a − lₐ)² + (u_b − b)²),  d + √((uₐ − a)² + (b − l_b)²) ]
 *   p from the normal, with half the mean of both widths over 1.96 as standard errors
 * @returns p is 1 where neither interval has a width
 * Source: Zou & Donner, Construction of confidence limits about effect measures: a general approach, Statistics in Medicine
 * 27 (2008) 1693-1702; Newcombe (1998) method 10 is its case of two Wilson intervals. Cost: O(1).
 */
export function intervalDifference(first: Estimate, second: Estimate): Estimate & { readonly p: number } {
  const value = first.value - second.value;
  const error = Math.hypot(first.high - first.low, second.high - second.low) / (2 * z);
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
    p: error === 0 ? 1 : Math.min(1, 2 * normalTail(Math.abs(value) / error)),
  };
}
