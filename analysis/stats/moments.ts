import { at } from "./at.ts";
import type { SortedCounts } from "./sorted-counts.ts";
import { total } from "./shares.ts";

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

/**
 * Mean, variance and skewness of a sample. Sums run around the middle value and the variance is corrected for the mean's
 * rounding (Chan, Golub & LeVeque 1983, equation 1.7), so that 10⁹ + tiny differences keep their digits.
 * @param sample at least one row, else every moment is 0
 * @returns in the column's unit (variance: squared). Cost: O(distinct values).
 */
export function moments(sample: SortedCounts): Moments {
  const { values, counts } = sample;
  const n = total(counts);
  if (n === 0) return { n, mean: 0, origin: 0, offset: 0, variance: 0, deviation: 0, skewness: 0 };
  const origin = values[values.length >> 1] ?? 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (at(values, i) - origin) * at(counts, i);
  const offset = sum / n;
  const mean = origin + offset;
  let [squares, rest] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const gap = at(values, i) - origin - offset;
    squares += gap * gap * at(counts, i);
    rest += gap * at(counts, i);
  }
  const variance = values.length === 1 ? 0 : Math.max(0, (squares - (rest * rest) / n) / n);
  const deviation = Math.sqrt(variance);
  let cubes = 0;
  if (deviation > 0)
    for (let i = 0; i < values.length; i++)
      cubes += ((at(values, i) - origin - offset) / deviation) ** 3 * at(counts, i);
  return { n, mean, origin, offset, variance, deviation, skewness: cubes / n };
}
