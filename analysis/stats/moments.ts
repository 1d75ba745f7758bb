import { oncePer } from "../base/once-per.ts";
import { total } from "./shares.ts";
import type { SortedCounts } from "./sorted-counts.ts";

export interface Moments {
  readonly n: number;
  /** origin + offset */
  readonly mean: number;
  /** One of the values, and the mean's distance from it: differences of means keep their digits far from zero. */
  readonly origin: number;
  readonly offset: number;
  /** Σ (x − mean)² / n */
  readonly variance: number;
  /** Square root of `variance` (ddof 0). */
  readonly deviation: number;
  /** Σ ((x − mean)/deviation)³ / n; 0 when nothing varies. */
  readonly skewness: number;
}

/** Σ count · (value − origin) */
function sumAround({ values, counts }: SortedCounts, origin: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] ?? 0) - origin) * (counts[i] ?? 0);
  return sum;
}

/** Σ count · (value − mean)², and the same without the square: what the mean's rounding left. */
function squaresAround({ values, counts }: SortedCounts, origin: number, offset: number): readonly [number, number] {
  let [squares, rest] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const gap = (values[i] ?? 0) - origin - offset;
    squares += gap * gap * (counts[i] ?? 0);
    rest += gap * (counts[i] ?? 0);
  }
  return [squares, rest];
}

function cubesAround(
  { values, counts }: SortedCounts,
  { origin, offset, deviation }: Omit<Moments, "skewness">,
): number {
  let cubes = 0;
  for (let i = 0; i < values.length; i++) {
    const gap = ((values[i] ?? 0) - origin - offset) / deviation;
    cubes += gap * gap * gap * (counts[i] ?? 0);
  }
  return cubes;
}

/**
 * Mean, variance and skewness of a sample. Sums run around the middle value and the variance is corrected for the mean's
 * rounding (Chan, Golub & LeVeque 1983, equation 1.7), so that 10⁹ + tiny differences keep their digits.
 * @param sample at least one row, else every moment is 0
 * @returns in the column's unit (variance: squared). Cost: O(distinct values), once a sample.
 */
export const moments = oncePer((sample: SortedCounts): Moments => {
  const n = total(sample.counts);
  if (n === 0) return { n, mean: 0, origin: 0, offset: 0, variance: 0, deviation: 0, skewness: 0 };
  const origin = sample.values[sample.values.length >> 1] ?? 0;
  const offset = sumAround(sample, origin) / n;
  const [squares, rest] = squaresAround(sample, origin, offset);
  const variance = sample.values.length === 1 ? 0 : Math.max(0, (squares - (rest * rest) / n) / n);
  const known = { n, mean: origin + offset, origin, offset, variance, deviation: Math.sqrt(variance) };
  return { ...known, skewness: known.deviation > 0 ? cubesAround(sample, known) / n : 0 };
});
