import type { Measure } from "./measure.ts";
import type { Moments } from "./moments.ts";
import { studentTwoSided } from "./tails.ts";

/**
 * Two-sided t-test that two means are equal.
 *   Student: t = (m₁ − m₂) / √( s²(1/n₁ + 1/n₂) ), s² pooled, df = n₁ + n₂ − 2
 *   Welch:   t = (m₁ − m₂) / √( s₁²/n₁ + s₂²/n₂ ), df by Satterthwaite
 * @param a moments of one sample, n ≥ 2
 * @param b moments of the other, n ≥ 2
 * @param equalVariance Student when true, Welch when false
 * @returns p in 0..1; `too_few_rows` below 2 rows a side, `zero_variance` when neither side varies
 * Source: Student (1908), Welch (1947); scipy 1.17 `ttest_ind`. Cost: O(1).
 */
export function tTestP(a: Moments, b: Moments, equalVariance: boolean): Measure {
  if (Math.min(a.n, b.n) < 2) return "too_few_rows";
  const [va, vb] = [(a.variance * a.n) / (a.n - 1), (b.variance * b.n) / (b.n - 1)];
  if (va + vb === 0) return "zero_variance";
  const [ea, eb] = [va / a.n, vb / b.n];
  const pooled = (va * (a.n - 1) + vb * (b.n - 1)) / (a.n + b.n - 2);
  const error = equalVariance ? pooled * (1 / a.n + 1 / b.n) : ea + eb;
  const df = equalVariance ? a.n + b.n - 2 : (ea + eb) ** 2 / (ea ** 2 / (a.n - 1) + eb ** 2 / (b.n - 1));
  return studentTwoSided((a.origin - b.origin + (a.offset - b.offset)) / Math.sqrt(error), df);
}
