import cos from "@stdlib/math-base-special-cos";
import sin from "@stdlib/math-base-special-sin";
import type { Reason } from "../base/reasons.ts";
import { at } from "./at.ts";
import { quantiles } from "./quantiles.ts";
import { pooledCounts, rowsOf, type PairedCounts, type SortedCounts } from "./sorted-counts.ts";
import { chiSquareTail } from "./tails.ts";

export interface EppsSingleton {
  readonly statistic: number;
  readonly p: number;
}

const points = [0.4, 0.8];
const size = 2 * points.length;

const blockSize = 2048;

/** A stretch of a sample: its values, the rows that hold them, and each wave of them. */
interface Block {
  readonly weights: Float64Array;
  readonly values: Float64Array;
  readonly gaps: readonly [Float64Array, Float64Array, Float64Array, Float64Array];
}

/** cos or sin of the values times a factor, less the same of the middle value: sums run around it. */
interface Wave {
  readonly of: (angle: number) => number;
  readonly factor: number;
  readonly origin: number;
}

/**
 * cos and sin at each point, the points divided by the scale. Not those of `Math`: JavaScript engines differ in their last
 * digit (seen between V8 11.3 and 11.4), and a result must be the same bytes everywhere.
 */
const wavesAt = (scale: number, middle: number): readonly Wave[] =>
  [cos, sin].flatMap((of) => points.map((t) => ({ of, factor: t / scale, origin: of((t / scale) * middle) })));

/** Fills a block with values from `start` on and tells where the next begins; values without rows are left out. */
function fill(
  { weights, values, gaps }: Block,
  sample: SortedCounts,
  start: number,
  waves: readonly Wave[],
): { next: number; size: number } {
  let [next, length] = [start, 0];
  for (; next < sample.values.length && length < blockSize; next++) {
    const weight = sample.counts[next] ?? 0;
    if (weight === 0) continue;
    weights[length] = weight;
    values[length++] = sample.values[next] ?? 0;
  }
  waves.forEach(({ of, factor, origin }, wave) => {
    const gap = gaps[wave];
    if (gap) for (let i = 0; i < length; i++) gap[i] = of(factor * (values[i] ?? 0)) - origin;
  });
  return { next, size: length };
}

/** Adds a block to the sums of one wave: of itself, then of its products with each wave, row after row. */
function addProducts(
  { weights, gaps: [a, b, c, d] }: Block,
  length: number,
  own: Float64Array,
  sums: Float64Array,
): void {
  let [sum, withA, withB] = [at(sums, 0), at(sums, 1), at(sums, 2)];
  let [withC, withD] = [at(sums, 3), at(sums, 4)];
  for (let i = 0; i < length; i++) {
    const weighted = (weights[i] ?? 0) * (own[i] ?? 0);
    sum += weighted;
    withA += weighted * (a[i] ?? 0);
    withB += weighted * (b[i] ?? 0);
    withC += weighted * (c[i] ?? 0);
    withD += weighted * (d[i] ?? 0);
  }
  sums.set([sum, withA, withB, withC, withD]);
}

/** Means of the waves over one sample, and their covariance with ddof 0. */
function waveMoments(
  sample: SortedCounts,
  waves: readonly Wave[],
  n: number,
): { mean: number[]; covariance: number[][] } {
  const doubles = (): Float64Array => new Float64Array(blockSize);
  const gaps = [doubles(), doubles(), doubles(), doubles()] as const;
  const block: Block = { weights: doubles(), values: doubles(), gaps };
  const sums = gaps.map(() => new Float64Array(1 + size));
  for (let start = 0; start < sample.values.length;) {
    const { next, size: length } = fill(block, sample, start, waves);
    gaps.forEach((own, wave) => addProducts(block, length, own, sums[wave] ?? doubles()));
    start = next;
  }
  const means = sums.map((one) => at(one, 0) / n);
  const covariance = sums.map((one, a) => means.map((other, b) => at(one, 1 + b) / n - at(means, a) * other));
  return { mean: means.map((mean, a) => mean + (waves[a]?.origin ?? 0)), covariance };
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
  const [lower = 0, upper = 0] = quantiles({ values: pair.values, counts: pooledCounts(pair) }, [0.25, 0.75]);
  if (lower === upper) return "zero_variance";
  const scale = (upper - lower) / 2;
  const waves = wavesAt(scale, pair.values[pair.values.length >> 1] ?? 0);
  const first = waveMoments({ values: pair.values, counts: pair.reference }, waves, n1);
  const second = waveMoments({ values: pair.values, counts: pair.production }, waves, n2);
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
