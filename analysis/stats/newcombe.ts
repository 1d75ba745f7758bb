import { wilson } from "./wilson.ts";

/**
 * Difference of two independent proportions with its 95 % interval, from the two Wilson intervals.
 *   d = p₁ − p₂;  [ d − √((p₁ − l₁)² + (u₂ − p₂)²),  d + √((u₁ − p₁)² + (p₂ − l₂)²) ]
 * @param first  hits x₁ of n₁ rows, 0 ≤ x₁ ≤ n₁ (counts)
 * @param second hits x₂ of n₂ rows, 0 ≤ x₂ ≤ n₂ (counts)
 * @returns the difference and its interval, all in [−1, 1]; null when a side has no rows
 * Source: Newcombe, Interval estimation for the difference between independent proportions: comparison of eleven
 * methods, Statistics in Medicine 17 (1998) 873-890, method 10 (no continuity correction).
 * Cost: O(1).
 */
export function newcombe(first: Proportion, second: Proportion): DifferenceInterval | null {
  const [one, two] = [wilson(first.hits, first.rows), wilson(second.hits, second.rows)];
  if (one === null || two === null) return null;
  const [p1, p2] = [first.hits / first.rows, second.hits / second.rows];
  const difference = p1 - p2;
  return {
    difference,
    low: Math.max(-1, difference - Math.hypot(p1 - one.low, two.high - p2)),
    high: Math.min(1, difference + Math.hypot(one.high - p1, p2 - two.low)),
  };
}

export interface Proportion {
  readonly hits: number;
  readonly rows: number;
}

export interface DifferenceInterval {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}
