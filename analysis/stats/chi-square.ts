import { at } from "./at.ts";
import { total } from "./shares.ts";
import { chiSquareTail } from "./tails.ts";

export interface ChiSquare {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/** The rows of a 2 × k table without the columns that are empty on both sides. */
function occupied(a: ArrayLike<number>, b: ArrayLike<number>): readonly (readonly [number, number])[] {
  return Array.from({ length: a.length }, (_, bin) => [at(a, bin), at(b, bin)] as const).filter(([x, y]) => x + y > 0);
}

/**
 * Pearson's chi-square test of homogeneity on a 2 × k table of counts.
 *   χ² = Σ (O − E)² / E,  E = row sum · column sum / n,  df = k − 1
 * @param reference rows a category, length k, with a positive sum
 * @param production rows, the same k categories, with a positive sum; categories empty on both sides are left out
 * @param yates with one degree of freedom, move each |O − E| by up to ½ towards 0 (scipy's `correction=True`)
 * @returns statistic ≥ 0, df = k − 1 (0 with one category), p in 0..1; p is 1 when df is 0
 * Source: Pearson (1900), Yates (1934). Fixture: scipy 1.17 `chi2_contingency`. Cost: O(k).
 */
export function chiSquareContingency(
  reference: ArrayLike<number>,
  production: ArrayLike<number>,
  yates = false,
): ChiSquare {
  const columns = occupied(reference, production);
  const inReference = total(reference);
  const inProduction = total(production);
  const all = inReference + inProduction;
  const df = Math.max(0, columns.length - 1);
  let statistic = 0;
  for (const [x, y] of columns) {
    for (const [observed, rowSum] of [
      [x, inReference],
      [y, inProduction],
    ] as const) {
      const expected = (rowSum * (x + y)) / all;
      const gap = Math.abs(observed - expected);
      statistic += (gap - (yates && df === 1 ? Math.min(0.5, gap) : 0)) ** 2 / expected;
    }
  }
  return { statistic, df, p: df === 0 ? 1 : chiSquareTail(statistic, df) };
}

/**
 * Pearson's goodness of fit of production to the reference's shares, taken as known (Evidently's chi-square).
 *   χ² = Σ (oᵢ − eᵢ)² / eᵢ,  eᵢ = rᵢ · Σo / Σr,  df = k − 1
 * @param reference rows a category, length k, with a positive sum
 * @param production rows, the same k categories, with a positive sum
 * @returns as above; the statistic is Infinity and p 0 when production has a category that the reference lacks
 * Source: Pearson (1900). Fixture: the golden vectors (scipy 1.17 `chisquare`). Cost: O(k).
 */
export function chiSquareGoodnessOfFit(reference: ArrayLike<number>, production: ArrayLike<number>): ChiSquare {
  const columns = occupied(reference, production);
  const scale = total(production) / total(reference);
  const statistic = columns.reduce(
    (sum, [expected, observed]) => sum + (observed - expected * scale) ** 2 / (expected * scale),
    0,
  );
  const df = Math.max(0, columns.length - 1);
  return { statistic, df, p: df === 0 ? 1 : chiSquareTail(statistic, df) };
}
