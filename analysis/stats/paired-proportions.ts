import type { DifferenceInterval } from "./newcombe.ts";
import { wilson } from "./wilson.ts";

/** The same rows under two models: right with both, with the first alone, with the second alone, with neither. */
export interface PairedHits {
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly neither: number;
}

/**
 * Difference of two proportions of the same rows (first − second) with its 95 % interval: Wilson's intervals joined by
 * the correlation of the two.
 *   d = (first − second)/n
 *   [ d − √(a² − 2φ·a·b + b²),  d + √(c² − 2φ·c·e + e²) ],  a = p₁ − l₁, b = u₂ − p₂, c = u₁ − p₁, e = p₂ − l₂
 *   φ = m / √((both + first)(second + neither)(both + second)(first + neither)),  m = both·neither − first·second,
 *   m − n/2 where that is positive, 0 where only m is; φ = 0 where a margin is 0
 * @returns all in [−1, 1]; null without rows
 * Source: Newcombe, Improved confidence intervals for the difference between binomial proportions based on paired data,
 * Statistics in Medicine 17 (1998) 2635-2650, method 10. Fixture: fixtures/estimate.json (restated with statsmodels'
 * Wilson intervals). Cost: O(1).
 */
export function pairedProportions({ both, first, second, neither }: PairedHits): DifferenceInterval | null {
  const n = both + first + second + neither;
  const [one, two] = [wilson(both + first, n), wilson(both + second, n)];
  if (one === null || two === null) return null;
  const [p1, p2] = [(both + first) / n, (both + second) / n];
  const phi = correlation({ both, first, second, neither });
  const reach = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
  const difference = (first - second) / n;
  return {
    difference,
    low: Math.max(-1, difference - reach(p1 - one.low, two.high - p2)),
    high: Math.min(1, difference + reach(one.high - p1, p2 - two.low)),
  };
}

function correlation({ both, first, second, neither }: PairedHits): number {
  const margins =
    Math.sqrt(both + first) * Math.sqrt(second + neither) * Math.sqrt(both + second) * Math.sqrt(first + neither);
  if (margins === 0) return 0;
  const product = both * neither - first * second;
  const half = (both + first + second + neither) / 2;
  return (product > 0 ? Math.max(0, product - half) : product) / margins;
}
