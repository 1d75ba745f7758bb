import { at } from "./at.ts";
import type { Measure } from "./measure.ts";
import { pairRanks } from "./pair-ranks.ts";
import { rowsOf, type PairedCounts } from "./sorted-counts.ts";

export interface AndersonDarling {
  readonly statistic: number;
  /** In 0.001..0.25: the published table reaches no further. */
  readonly p: number;
}

const levels = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
/** Critical values for two samples: b₀ + b₁ + b₂ of Scholz & Stephens, table 2. */
const critical = [
  0.675 - 0.245 - 0.105,
  1.281 + 0.25 - 0.305,
  1.645 + 0.678 - 0.362,
  1.96 + 1.149 - 0.391,
  2.326 + 1.822 - 0.396,
  2.573 + 2.364 - 0.345,
  3.085 + 3.615 - 0.154,
];

/** Least-squares parabola of ln(level) over the critical values, by orthogonal polynomials. */
function fittedLog(statistic: number): number {
  const y = levels.map(Math.log);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, i) => sum + value * at(b, i), 0);
  const centre = mean(critical);
  const linear = critical.map((x) => x - centre);
  const squares = linear.map((x) => x * x);
  const slope = dot(squares, linear) / dot(linear, linear);
  const level = mean(squares);
  const quadratic = squares.map((x, i) => x - slope * at(linear, i) - level);
  const x = statistic - centre;
  return (
    mean(y) +
    (dot(y, linear) / dot(linear, linear)) * x +
    (dot(y, quadratic) / dot(quadratic, quadratic)) * (x * x - slope * x - level)
  );
}

/** Σ 1/i and Σ (1/i + … + 1/(n−1)) / (n + 1 − i), i from 2 to n−1. Cost: O(n), so that the columns of a dataset share it. */
let harmonics = { n: 0, harmonic: 0, g: 0 };
function harmonicSums(n: number): { readonly harmonic: number; readonly g: number } {
  if (harmonics.n === n) return harmonics;
  let [harmonic, g] = [0, 0];
  for (let i = n - 1; i > 1; i--) {
    harmonic += 1 / i;
    g += harmonic / (n + 1 - i);
  }
  harmonics = { n, harmonic, g };
  return harmonics;
}

/** Variance of the two-sample statistic under equality (Scholz & Stephens, equation 4). */
function varianceOf(n1: number, n2: number): number {
  const n = n1 + n2;
  const { harmonic, g } = harmonicSums(n);
  const [h, inverse] = [harmonic + 1, 1 / n1 + 1 / n2];
  const a = 4 * g - 6 + (10 - 6 * g) * inverse;
  const b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverse + 4 * h;
  const d = (2 * h + 6) * 4 - 8 * h;
  return (a * n ** 3 + b * n ** 2 + c * n + d) / ((n - 1) * (n - 2) * (n - 3));
}

/**
 * Two-sample Anderson-Darling test with midranks, standardised.
 *   A² = (N−1)/N · Σₛ 1/nₛ Σⱼ lⱼ/N · (N·Mₛⱼ − Bⱼ·nₛ)² / ( Bⱼ(N−Bⱼ) − N·lⱼ/4 ),  T = (A² − 1)/σ
 * @param pair both samples over the union of their values, at least one row a side
 * @returns T and its interpolated p, clipped to 0.001..0.25; `zero_variance` with one value, `too_few_rows` below 4 rows
 * Source: Scholz & Stephens (1987), equation 7 and table 2; scipy 1.17 `anderson_ksamp`. Cost: O(rows).
 */
export function andersonDarling(pair: PairedCounts): AndersonDarling | Exclude<Measure, number> {
  const { reference: n1, production: n2 } = rowsOf(pair);
  const n = n1 + n2;
  if (n < 4) return "too_few_rows";
  if (pair.values.length < 2) return "zero_variance";
  const { weighted, weightedNow } = pairRanks(pair);
  const raw = ((weighted / n1 + weightedNow / n2) * (n - 1)) / n;
  const statistic = (raw - 1) / Math.sqrt(varianceOf(n1, n2));
  return { statistic, p: pOf(statistic) };
}

function pOf(statistic: number): number {
  if (statistic < at(critical, 0)) return 0.25;
  return statistic > (critical.at(-1) ?? 0) ? 0.001 : Math.exp(fittedLog(statistic));
}
