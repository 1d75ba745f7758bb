import { at } from "./at.ts";

const pi2 = Math.PI ** 2;

interface Powers {
  readonly z: number;
  readonly z2: number;
  readonly z4: number;
  readonly z6: number;
}

/** The polynomial factors of exp(−π²m²/(8z²)), m odd, in the series K₀ to K₃. */
function oddFactors({ z2, z4, z6 }: Powers, m2: number): readonly number[] {
  const m4 = m2 * m2;
  const k3 = [
    -30 * z6 - 90 * z4 * z4,
    (pi2 * (135 * z4 - 96 * z6) * m2) / 4,
    (pi2 ** 2 * (212 * z4 - 60 * z2) * m4) / 16,
    (pi2 ** 3 * (5 - 30 * z2) * m4 * m2) / 64,
  ];
  return [
    1,
    (pi2 * m2) / 4 - z2,
    6 * z6 + 2 * z4 + (pi2 * (2 * z4 - 5 * z2) * m2) / 4 + (pi2 ** 2 * (1 - 2 * z2) * m4) / 16,
    k3.reduce((sum, term) => sum + term, 0),
  ];
}

/** The second sums of K₂ and K₃, over all k ≥ 1 with exp(−π²k²/(2z²)). */
function evenSums({ z2 }: Powers, terms: number): readonly [number, number] {
  let [second, third] = [0, 0];
  for (let k = terms; k >= 1; k--) {
    const weight = k * k * Math.exp((-pi2 * k * k) / (2 * z2));
    second += weight;
    third += weight * (3 * z2 - pi2 * k * k);
  }
  return [second, third];
}

/**
 * P(Dₙ ≤ x) of Kolmogorov's statistic by an expansion in 1/√n.
 *   K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^1.5,  z = x√n
 * @param n rows, above about 100
 * @param x the statistic, in (0, 1)
 * @returns in 0..1, to about 1e-8 at n = 140 and better above
 * Source: Pelz & Good (1976), Approximating the lower tail-areas of the Kolmogorov-Smirnov one-sample statistic.
 * Cost: O(z).
 */
export function pelzGood(n: number, x: number): number {
  const z = Math.sqrt(n) * x;
  const powers: Powers = { z, z2: z ** 2, z4: z ** 4, z6: z ** 6 };
  if (pi2 / 8 / powers.z2 > 700) return 0;
  const terms = Math.ceil((16 * z) / Math.PI);
  const sums = [0, 0, 0, 0];
  for (let k = terms; k >= 1; k--) {
    const m2 = (2 * k - 1) ** 2;
    const weight = Math.exp((-pi2 * m2) / (8 * powers.z2));
    oddFactors(powers, m2).forEach((factor, order) => (sums[order] = at(sums, order) + factor * weight));
  }
  const root = Math.sqrt(2 * Math.PI);
  const divisors = [z, 6 * powers.z4, 72 * z ** 7, 6480 * z ** 10];
  const [second, third] = evenSums(powers, terms);
  const series = sums.map((sum, order) => (sum * root) / (divisors[order] ?? 1));
  series[2] = at(series, 2) - (pi2 * root * second) / (36 * z ** 3);
  series[3] = at(series, 3) + (pi2 * root * third) / (216 * powers.z6);
  return series.reduce((sum, value, order) => sum + value / n ** (order / 2), 0);
}
