import gammaln from "@stdlib/math-base-special-gammaln";
import { at } from "./at.ts";
import { pelzGood } from "./pelz-good.ts";

/**
 * P(D⁺ ≥ x) of the one-sided one-sample statistic: Smirnov's finite sum
 *   x · Σⱼ C(n, j) (1 − x − j/n)^(n−j) (x + j/n)^(j−1),  j = 0 .. ⌊n(1−x)⌋
 * Source: Birnbaum & Tingey (1951), equation 3.0. Cost: O(n).
 */
function smirnovTail(n: number, x: number): number {
  const last = Math.floor(n * (1 - x));
  const logAll = gammaln(n + 1);
  let sum = 0;
  let logBinomial = 0;
  for (let j = 0; j <= last; j++) {
    if (j % 4096 === 0) logBinomial = logAll - gammaln(j + 1) - gammaln(n - j + 1);
    const rest = 1 - x - j / n;
    const log =
      logBinomial + (rest > 0 ? (n - j) * Math.log(rest) : j === n ? 0 : -Infinity) + (j - 1) * Math.log(x + j / n);
    sum += Math.exp(log);
    logBinomial += Math.log((n - j) / (j + 1));
  }
  return Math.min(1, x * sum);
}

/** One step of Durbin's matrix recursion: the product of two square matrices kept by rows. */
function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const factor = at(a, i * size + k);
      if (factor !== 0)
        for (let j = 0; j < size; j++) result[i * size + j] = at(result, i * size + j) + factor * at(b, k * size + j);
    }
  return result;
}

/** Durbin's matrix for n rows and the statistic x, with its size and the row that holds the answer. */
function durbinMatrix(n: number, x: number): { matrix: Float64Array; size: number; middle: number } {
  const k = Math.floor(n * x) + 1;
  const size = 2 * k - 1;
  const h = k - n * x;
  const matrix = new Float64Array(size * size);
  const cell = (i: number, j: number): number => i * size + j;
  const invFactorial = (order: number): number => Math.exp(-gammaln(order + 1));
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= Math.min(i + 1, size - 1); j++) {
      const corner = i === size - 1 && j === 0 && h > 0.5 ? (2 * h - 1) ** size : 0;
      const edges = (j === 0 ? h ** (i + 1) : 0) + (i === size - 1 ? h ** (size - j) : 0);
      matrix[cell(i, j)] = (1 - edges + corner) * invFactorial(i - j + 1);
    }
  return { matrix, size, middle: k - 1 };
}

/** P(D < x) exactly. Source: Marsaglia, Tsang & Wang (2003), Evaluating Kolmogorov's distribution. */
function durbin(n: number, x: number): number {
  const { matrix, size, middle } = durbinMatrix(n, x);
  let [power, powerLog] = [matrix, 0];
  let result = Float64Array.from({ length: size * size }, (_, cell) => (cell % (size + 1) === 0 ? 1 : 0));
  let resultLog = 0;
  const rescaled = (values: Float64Array): [Float64Array<ArrayBuffer>, number] => {
    const centre = at(values, middle * size + middle);
    return centre > 1e-100 && centre < 1e100
      ? [Float64Array.from(values), 0]
      : [Float64Array.from(values, (v) => v / centre), Math.log(centre)];
  };
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    let shift = 0;
    if (left % 2 === 1) {
      [result, shift] = rescaled(product(result, power, size));
      resultLog += powerLog + shift;
    }
    if (left > 1) {
      [power, shift] = rescaled(product(power, power, size));
      powerLog = 2 * powerLog + shift;
    }
  }
  const scale = gammaln(n + 1) - n * Math.log(n) + resultLog;
  return Math.exp(Math.log(at(result, middle * size + middle)) + scale);
}

/**
 * P(Dₙ ≥ x) of Kolmogorov's two-sided one-sample statistic.
 * @param x the statistic, 0..1
 * @param n rows, a positive integer
 * @returns in 0..1. Exact by Durbin's matrix where n or x is small, twice the one-sided tail where both sides can hardly
 *   meet (n·x² ≥ 2.2; 4 for n ≤ 140), Pelz and Good's series between.
 * Source: Simard & L'Ecuyer (2011), Computing the two-sided Kolmogorov-Smirnov distribution. Fixture: scipy 1.17 `kstwo.sf`.
 * Cost: O(n) at most.
 */
export function kolmogorovTail(x: number, n: number): number {
  const t = n * x;
  if (x >= 1) return 0;
  if (t <= 0.5) return 1;
  if (t >= n - 1) return Math.min(1, 2 * (1 - x) ** n);
  const spread = t * x;
  if (spread >= 370) return 0;
  if (x >= 0.5 || spread >= (n <= 140 ? 4 : 2.2)) return Math.min(1, 2 * smirnovTail(n, x));
  const below = n <= 140 || (n <= 100_000 && n * x ** 1.5 <= 1.4) ? durbin(n, x) : pelzGood(n, x);
  return Math.min(1, Math.max(0, 1 - below));
}
