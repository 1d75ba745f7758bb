import cosh from "@stdlib/math-base-special-cosh";
import gammaln from "@stdlib/math-base-special-gammaln";
import type { Measure } from "./measure.ts";
import { pairRanks } from "./pair-ranks.ts";
import { rowsOf, type PairedCounts } from "./sorted-counts.ts";

export interface CramerVonMises {
  readonly statistic: number;
  readonly p: Measure;
}

/** e^(−q) · K_¼(q), from ∫₀^∞ exp(−q·cosh t) cosh(t/4) dt (DLMF 10.32.9) by the trapezoid rule, which converges at once here. */
function scaledBessel(q: number): number {
  const step = 1 / 32;
  let sum = Math.exp(-2 * q) / 2;
  for (let t = step; ; t += step) {
    const exponent = q * (1 + cosh(t));
    if (exponent > 745) return sum * step;
    sum += Math.exp(-exponent) * cosh(t / 4);
  }
}

/** Limit distribution of the statistic. Source: Csörgő & Faraway (1996), equation 1.2, cut off as scipy does. */
function limitCdf(x: number): number {
  let sum = 0;
  for (let k = 0; ; k++) {
    const y = 4 * k + 1;
    const factor = Math.exp(gammaln(k + 0.5) - gammaln(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x));
    const term = factor * Math.sqrt(y) * scaledBessel(y ** 2 / (16 * x));
    sum += term;
    if (!(Math.abs(term) >= 1e-7)) return sum;
  }
}

/**
 * Two-sample Cramér-von Mises test with midranks.
 *   U = n₁ Σ(rᵢ − i)² + n₂ Σ(sⱼ − j)²,  T = U/(n₁n₂N) − (4n₁n₂ − 1)/(6N)
 * @param pair both samples over the union of their values, at least one row a side
 * @returns T; p by the limit distribution, or `too_few_rows` when both sides have 20 rows or fewer, where scipy counts exactly
 * Source: Anderson (1962); scipy 1.17 `cramervonmises_2samp`. Cost: O(distinct values).
 */
export function cramerVonMises(pair: PairedCounts): CramerVonMises {
  const { reference: n1, production: n2 } = rowsOf(pair);
  const { spread, spreadNow } = pairRanks(pair);
  const [k, n] = [n1 * n2, n1 + n2];
  const statistic = (n1 * spread + n2 * spreadNow) / (k * n) - (4 * k - 1) / (6 * n);
  if (Math.max(n1, n2) <= 20) return { statistic, p: "too_few_rows" };
  const variance = ((n + 1) * (4 * k * n - 3 * (n1 ** 2 + n2 ** 2) - 2 * k)) / (45 * n ** 2 * 4 * k);
  const scaled = 1 / 6 + (statistic - (1 + 1 / n) / 6) / Math.sqrt(45 * variance);
  return { statistic, p: scaled < 0.003 ? 1 : Math.max(0, 1 - limitCdf(scaled)) };
}
