import betainc from "@stdlib/math-base-special-betainc";
import gammainc from "@stdlib/math-base-special-gammainc";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";

/** P(Z > z) of the standard normal; keeps its digits far out, since it is the lower tail of −z. */
export const normalTail = (z: number): number => normalCdf(-z, 0, 1);

/** P(X > x) of chi-square with `df` ≥ 1 degrees of freedom; 1 for x ≤ 0, 0 for infinite x. */
export function chiSquareTail(x: number, df: number): number {
  if (x <= 0) return 1;
  return x === Number.POSITIVE_INFINITY ? 0 : gammainc(x / 2, df / 2, true, true);
}

/** P(|T| > |t|) of Student's t with `df` > 0 degrees of freedom (Abramowitz & Stegun 26.7.1). */
export const studentTwoSided = (t: number, df: number): number => betainc(df / (df + t * t), df / 2, 0.5);
