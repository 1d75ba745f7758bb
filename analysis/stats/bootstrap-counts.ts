import { at } from "./at.ts";
import { drawWithReplacement } from "./multinomial.ts";
import type { Measure } from "./measure.ts";

/** z of a two-sided 95 % interval. */
const z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Bootstrap values of several measures of one table of counts, from the same draws.
 * @param counts whole rows a cell, with a positive sum
 * @param measures each of a table of the same length
 * @returns one list a measure; draws in which it is undefined are left out
 * Source: Efron, Bootstrap methods: another look at the jackknife, Ann. Stat. 7 (1979); counts of rows drawn with
 * replacement are multinomial. Cost: O(draws · cells).
 */
export function bootstrapCounts(
  counts: ArrayLike<number>,
  measures: readonly ((counts: ArrayLike<number>) => Measure)[],
  { draws, uniform }: { readonly draws: number; readonly uniform: () => number },
): readonly (readonly number[])[] {
  const found: number[][] = measures.map(() => []);
  for (let draw = 0; draw < draws; draw++) {
    const sample = drawWithReplacement(counts, uniform);
    measures.forEach((measure, index) => {
      const value = measure(sample);
      if (typeof value === "number") found[index]?.push(value);
    });
  }
  return found;
}

/** The 2.5 % and 97.5 % quantile of bootstrap values (linear between order statistics); null with fewer than 100. */
export function percentileInterval(values: readonly number[]): Interval | null {
  if (values.length < 100) return null;
  const sorted = Float64Array.from(values).sort();
  const quantile = (p: number): number => {
    const place = p * (sorted.length - 1);
    const below = at(sorted, Math.floor(place));
    return below + (place - Math.floor(place)) * (at(sorted, Math.ceil(place)) - below);
  };
  return { low: quantile(0.025), high: quantile(0.975) };
}

/** value ± 1.96 standard errors, kept inside the measure's range. */
export const normalInterval = (value: number, error: number, [least, most]: readonly [number, number]): Interval => ({
  low: Math.max(least, value - z * error),
  high: Math.min(most, value + z * error),
});
