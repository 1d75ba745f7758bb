import betainc from "@stdlib/math-base-special-betainc";

/**
 * Chance of at least `hits` successes in `rows` independent rows of chance `p`.
 *   P(X ≥ k) = I_p(k, n − k + 1), the regularized incomplete beta function; 1 when k = 0
 * @param hits 0 ≤ hits ≤ rows (count), @param p in 0..1
 * @returns 0..1
 * Source: Abramowitz & Stegun 26.5.24. Fixture: fixtures/estimate.json (scipy `binom.sf(k − 1)`). Cost: O(1).
 */
export function binomialTail(hits: number, rows: number, p: number): number {
  if (hits <= 0 || p >= 1) return 1;
  return p <= 0 || hits > rows ? 0 : betainc(p, hits, rows - hits + 1);
}
