import { chiSquareTail } from "./tails.ts";

/**
 * How often chance alone gives at least this population stability index.
 *   P( χ²(k − 1) ≥ PSI · n m / (n + m) )
 * @param psi the index of two samples over the same bins, ≥ 0
 * @param bins occupied bins k ≥ 1
 * @param n, @param m rows of both samples, ≥ 1
 * @returns 0..1; 1 with one bin. Asymptotic: with few rows a bin it is rough.
 * Source: Yurdakul & Naranjo, Statistical properties of the population stability index, Journal of Risk Model Validation 14
 * (2020). Fixture: fixtures/attribution.json (scipy 1.17 `chi2.sf`). Cost: O(1).
 */
export const psiP = (psi: number, bins: number, { n, m }: { readonly n: number; readonly m: number }): number =>
  bins < 2 ? 1 : chiSquareTail((psi * n * m) / (n + m), bins - 1);
