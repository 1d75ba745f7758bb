import cos from "@stdlib/math-base-special-cos";
import sin from "@stdlib/math-base-special-sin";
import type { Reason } from "../base/reasons.ts";
import { at } from "./at.ts";
import { pooledQuantiles } from "./quantiles.ts";
import { rowsOf, type PairedCounts } from "./sorted-counts.ts";
import { chiSquareTail } from "./tails.ts";

export interface EppsSingleton {
  readonly statistic: number;
  readonly p: number;
}

/** The points are 0.4 and twice that, so that the second point's waves follow from the first's by the double angle. */
const point = 0.4;
/** cos − 1 and sin at each of the two points. */
const size = 4;

const blockSize = 2048;

/** Σ w · wave (4 sums), then Σ w · wave · wave for each pair of waves: aa, ab, ac, ad, bb, bc, bd, cc, cd, dd. */
const sumsOfSide = (): Float64Array => new Float64Array(size + 10);
const productAt = [
  [4, 5, 6, 7],
  [5, 8, 9, 10],
  [6, 9, 11, 12],
  [7, 10, 12, 13],
] as const;

/**
 * cos and sin of the values around the middle: the statistic does not change when both samples move, and angles are small
 * where most rows are. Not those of `Math`: JavaScript engines differ in their last digit (seen between V8 11.3 and 11.4), and
 * a result must be the same bytes everywhere.
 */
function waves(values: Float64Array, { factor, middle }: Angle, cosines: Float64Array, sines: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    const angle = factor * ((values[i] ?? 0) - middle);
    cosines[i] = cos(angle);
    sines[i] = sin(angle);
  }
}

interface Angle {
  readonly factor: number;
  readonly middle: number;
}

/** Adds one side's rows of a block to its sums. Values without rows add 0, which costs less than asking. */
function addRows(weights: Float64Array, cosines: Float64Array, sines: Float64Array, sums: Float64Array): void {
  let [a1, b1, c1, d1] = [at(sums, 0), at(sums, 1), at(sums, 2), at(sums, 3)];
  let [aa, ab, ac, ad] = [at(sums, 4), at(sums, 5), at(sums, 6), at(sums, 7)];
  let [bb, bc, bd] = [at(sums, 8), at(sums, 9), at(sums, 10)];
  let [cc, cd, dd] = [at(sums, 11), at(sums, 12), at(sums, 13)];
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    const cosine = cosines[i] ?? 0;
    const sine = sines[i] ?? 0;
    const a = cosine - 1;
    const b = -2 * sine * sine;
    const d = 2 * sine * cosine;
    const wa = weight * a;
    const wb = weight * b;
    const wc = weight * sine;
    const wd = weight * d;
    a1 += wa;
    b1 += wb;
    c1 += wc;
    d1 += wd;
    aa += wa * a;
    ab += wa * b;
    ac += wa * sine;
    ad += wa * d;
    bb += wb * b;
    bc += wb * sine;
    bd += wb * d;
    cc += wc * sine;
    cd += wc * d;
    dd += wd * d;
  }
  sums.set([a1, b1, c1, d1, aa, ab, ac, ad, bb, bc, bd, cc, cd, dd]);
}

/** Both sides' sums over the waves. Blocks keep what is written between the passes in the processor's nearest memory. */
function waveSums(
  { values, reference, production }: PairedCounts,
  angle: Angle,
): readonly [Float64Array, Float64Array] {
  const [first, second] = [sumsOfSide(), sumsOfSide()];
  const [cosines, sines] = [new Float64Array(blockSize), new Float64Array(blockSize)];
  for (let start = 0; start < values.length; start += blockSize) {
    const end = start + blockSize;
    waves(values.subarray(start, end), angle, cosines, sines);
    addRows(reference.subarray(start, end), cosines, sines, first);
    addRows(production.subarray(start, end), cosines, sines, second);
  }
  return [first, second];
}

/** Means of the waves over one sample, and their covariance with ddof 0. */
function waveMoments(sums: Float64Array, n: number): { mean: number[]; covariance: number[][] } {
  const mean = Array.from(sums.subarray(0, size), (sum) => sum / n);
  const covariance = productAt.map((row, a) => row.map((place, b) => at(sums, place) / n - at(mean, a) * at(mean, b)));
  return { mean, covariance };
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
  const [lower = 0, upper = 0] = pooledQuantiles(pair, [0.25, 0.75]);
  if (lower === upper) return "zero_variance";
  const angle = { factor: point / ((upper - lower) / 2), middle: lower / 2 + upper / 2 };
  const [sums, sumsNow] = waveSums(pair, angle);
  const [first, second] = [waveMoments(sums, n1), waveMoments(sumsNow, n2)];
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
