import { normalQuantile, normalTail } from "./tails.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a proportion.
 *   (x + z²/2 ± z √( x(n−x)/n + z²/4 )) / (n + z²)
 * @param successes x, 0..n
 * @param n rows, ≥ 1
 * @param level confidence in (0, 1), 0.95 by default
 * @returns two shares in 0..1 with low ≤ x/n ≤ high
 * Source: Wilson (1927). Fixture: fixtures/oracle.json (the closed form in numpy). Cost: O(1).
 */
export function wilson(successes: number, n: number, level = 0.95): Interval {
  const z = normalQuantile((1 + level) / 2);
  const middle = successes + (z * z) / 2;
  const half = z * Math.sqrt((successes * (n - successes)) / n + (z * z) / 4);
  return {
    low: successes === 0 ? 0 : Math.max(0, (middle - half) / (n + z * z)),
    high: successes === n ? 1 : Math.min(1, (middle + half) / (n + z * z)),
  };
}

export interface Sample {
  readonly successes: number;
  readonly n: number;
}

/**
 * Newcombe's hybrid score interval of a difference of two proportions, production − reference.
 *   d − √((p₂−l₂)² + (u₁−p₁)²)  ..  d + √((u₂−p₂)² + (p₁−l₁)²),  l and u from Wilson's interval of each
 * @param reference successes of n ≥ 1 rows
 * @param production successes of n ≥ 1 rows
 * @returns bounds in −1..1
 * Source: Newcombe (1998), Statistics in Medicine 17:873, method 10. Cost: O(1).
 */
export function newcombe(reference: Sample, production: Sample, level = 0.95): Interval {
  const p1 = reference.successes / reference.n;
  const p2 = production.successes / production.n;
  const first = wilson(reference.successes, reference.n, level);
  const second = wilson(production.successes, production.n, level);
  return {
    low: p2 - p1 - Math.hypot(p2 - second.low, first.high - p1),
    high: p2 - p1 + Math.hypot(second.high - p2, p1 - first.low),
  };
}

/**
 * Two-sided test that two proportions are equal, with the pooled variance.
 *   z = (p₂ − p₁) / √( p(1−p)(1/n₁ + 1/n₂) )
 * @returns p in 0..1; 1 when neither sample varies (all or none succeed on both sides)
 * Source: Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions (2003), section 3.2. Cost: O(1).
 */
export function twoProportionP(reference: Sample, production: Sample): number {
  const pooled = (reference.successes + production.successes) / (reference.n + production.n);
  const variance = pooled * (1 - pooled) * (1 / reference.n + 1 / production.n);
  if (variance === 0) return 1;
  const z = (production.successes / production.n - reference.successes / reference.n) / Math.sqrt(variance);
  return Math.min(1, 2 * normalTail(Math.abs(z)));
}
