import cos from "@stdlib/math-base-special-cos";
import sin from "@stdlib/math-base-special-sin";
import type { Reason } from "../base/reasons.ts";
import { at } from "./at.ts";
import { quantiles } from "./quantiles.ts";
import { rowsOf, type PairedCounts } from "./sorted-counts.ts";
import { chiSquareTail } from "./tails.ts";

export interface EppsSingleton {
  readonly statistic: number;
  readonly p: number;
}

const points = [0.4, 0.8];
const size = 2 * points.length;

/**
 * cos and sin of one value at each point, the points divided by the scale. Not those of `Math`: JavaScript engines differ
 * in their last digit (seen between V8 11.3 and 11.4), and a result must be the same bytes everywhere.
 */
function wave(value: number, scale: number, into: Float64Array): void {
  points.forEach((t, index) => {
    into[index] = cos((t / scale) * value);
    into[points.length + index] = sin((t / scale) * value);
  });
}

interface Sums {
  readonly weight: number;
  readonly sums: Float64Array;
  readonly products: Float64Array;
}

function addWeighted(gap: Float64Array, origin: Float64Array, { weight, sums, products }: Sums): void {
  for (let a = 0; a < size; a++) gap[a] = at(gap, a) - at(origin, a);
  for (let a = 0; a < size; a++) {
    sums[a] = at(sums, a) + weight * at(gap, a);
    for (let b = 0; b < size; b++)
      products[a * size + b] = at(products, a * size + b) + weight * at(gap, a) * at(gap, b);
  }
}

/** Means of the waves over one sample, and their covariance with ddof 0; sums run around the wave of the middle value. */
function waveMoments(
  values: Float64Array,
  counts: Float64Array,
  { scale, n }: { scale: number; n: number },
): { mean: number[]; covariance: number[][] } {
  const [origin, gap] = [new Float64Array(size), new Float64Array(size)];
  const [sums, products] = [new Float64Array(size), new Float64Array(size * size)];
  wave(values[values.length >> 1] ?? 0, scale, origin);
  for (let i = 0; i < values.length; i++) {
    const weight = at(counts, i);
    if (weight === 0) continue;
    wave(at(values, i), scale, gap);
    addWeighted(gap, origin, { weight, sums, products });
  }
  const means = Array.from(sums, (sum) => sum / n);
  const covariance = means.map((mean, a) => means.map((other, b) => at(products, a * size + b) / n - mean * other));
  return { mean: means.map((mean, a) => mean + at(origin, a)), covariance };
}

/** x with matrix · x = right, by Gaussian elimination with pivots; nothing when the matrix is singular to 1e-13 of its size. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((row, i) => [...row, at(right, i)]);
  const limit = 1e-13 * Math.max(...rows.flatMap((row) => row.slice(0, size).map(Math.abs)));
  for (let pivot = 0; pivot < size; pivot++) {
    const best = rows.slice(pivot).reduce((a, b) => (Math.abs(at(b, pivot)) > Math.abs(at(a, pivot)) ? b : a));
    if (!(Math.abs(at(best, pivot)) > limit)) return null;
    rows.splice(rows.indexOf(best), 1);
    rows.splice(pivot, 0, best);
    for (const row of rows) {
      if (row === best) continue;
      const factor = at(row, pivot) / (best[pivot] ?? 1);
      best.forEach((value, column) => (row[column] = at(row, column) - factor * value));
    }
  }
  return rows.map((row, i) => at(row, size) / (row[i] ?? 1));
}

/**
 * Epps-Singleton test of two samples by their empirical characteristic functions at 0.4 and 0.8 over half the pooled
 * interquartile range.
 *   W = n · dᵀ S⁻¹ d,  S = n/n₁ cov₁ + n/n₂ cov₂, chi-square with 4 degrees of freedom; small samples are corrected
 * @param pair both samples over the union of their values, at least 5 rows a side
 * @returns W and p; `too_few_rows` below 5 rows, `zero_variance` when the quartiles coincide or S is singular
 * Source: Epps & Singleton (1986), Goerg & Kaiser (2009); scipy 1.17 `epps_singleton_2samp`. Cost: O(distinct values).
 */
export function eppsSingleton(pair: PairedCounts): EppsSingleton | Reason {
  const { reference: n1, production: n2 } = rowsOf(pair);
  const n = n1 + n2;
  if (Math.min(n1, n2) < 5) return "too_few_rows";
  const pooled = { values: pair.values, counts: pair.reference.map((count, i) => count + at(pair.production, i)) };
  const [lower = 0, upper = 0] = quantiles(pooled, [0.25, 0.75]);
  if (lower === upper) return "zero_variance";
  const scale = (upper - lower) / 2;
  const first = waveMoments(pair.values, pair.reference, { scale, n: n1 });
  const second = waveMoments(pair.values, pair.production, { scale, n: n2 });
  const gap = first.mean.map((value, a) => value - at(second.mean, a));
  const joint = first.covariance.map((row, a) =>
    row.map((value, b) => (n / n1) * value + (n / n2) * (second.covariance[a]?.[b] ?? 0)),
  );
  const solved = solve(joint, gap);
  if (solved === null) return "zero_variance";
  const raw = n * gap.reduce((sum, value, a) => sum + value * at(solved, a), 0);
  const correction = Math.max(n1, n2) < 25 ? 1 / (1 + n ** -0.45 + 10.1 * (n1 ** -1.7 + n2 ** -1.7)) : 1;
  return { statistic: raw * correction, p: chiSquareTail(raw * correction, size) };
}
