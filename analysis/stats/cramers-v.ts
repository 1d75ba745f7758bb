import { at } from "./at.ts";
import { chiSquareContingency } from "./chi-square.ts";
import { roundHalfEven } from "./round-half-even.ts";
import { total } from "./shares.ts";
import type { Measure } from "./measure.ts";

/**
 * Cramér's V of a 2 × k table with Bergsma's correction of its bias.
 *   φ̃² = max(0, χ²/n − (k−1)/(n−1)),  k̃ = k − (k−1)²/(n−1),  r̃ = 2 − 1/(n−1),  V = √( φ̃² / min(k̃−1, r̃−1) )
 * @param reference rows a category, length k, with a positive sum
 * @param production rows, the same k categories, with a positive sum
 * @param yates Yates' correction of the chi-square of a 2 × 2 table
 * @returns 0..1; `zero_variance` with a single category, `too_few_rows` when the corrected sizes leave nothing
 * Source: Bergsma (2013), A bias-correction for Cramér's V and Tschuprow's T. Cost: O(k).
 */
export function cramersV(reference: ArrayLike<number>, production: ArrayLike<number>, yates = false): Measure {
  const { statistic, df } = chiSquareContingency(reference, production, yates);
  const n = total(reference) + total(production);
  if (df === 0) return "zero_variance";
  const phiSquared = Math.max(0, statistic / n - df / (n - 1));
  const columns = df + 1 - df ** 2 / (n - 1);
  const rows = 2 - 1 / (n - 1);
  const room = Math.min(columns, rows) - 1;
  return room > 0 ? Math.min(1, Math.sqrt(phiSquared / room)) : "too_few_rows";
}

/**
 * Cramér's V as deepchecks defines it: the larger side is scaled down to the smaller one's total and rounded half to
 * even, then the corrected V with Yates' correction where the table is 2 × 2.
 */
export function cramersVOfEqualTotals(reference: ArrayLike<number>, production: ArrayLike<number>): Measure {
  const smaller = Math.min(total(reference), total(production));
  const scaled = (counts: ArrayLike<number>): Float64Array => {
    const factor = smaller / total(counts);
    return Float64Array.from({ length: counts.length }, (_, bin) => roundHalfEven(at(counts, bin) * factor));
  };
  const [a, b] = [scaled(reference), scaled(production)];
  return total(a) === 0 || total(b) === 0 ? "too_few_rows" : cramersV(a, b, true);
}
