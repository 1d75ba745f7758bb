import { at } from "./at.ts";
import { firstAbove, rowsOf, rowsUpTo, type PairedCounts, type SortedCounts } from "./sorted-counts.ts";

/**
 * Quantiles with linear interpolation between order statistics (Hyndman & Fan's type 7, numpy's default).
 *   h = (n − 1)·p,  x₍⌊h⌋₎ + (h − ⌊h⌋)·(x₍⌊h⌋+1₎ − x₍⌊h⌋₎), order statistics counted from 0
 * @param sample ascending values with counts, at least one row
 * @param probabilities each in 0..1, ascending
 * @returns one value for each probability, in the column's unit; empty when there are no rows
 * Source: Hyndman & Fan (1996). Fixture: fixtures/oracle.json (numpy `quantile`).
 * Cost: O(probabilities · log distinct values), and once a sample O(distinct values).
 */
export function quantiles(sample: SortedCounts, probabilities: readonly number[]): readonly number[] {
  const upTo = rowsUpTo(sample);
  const n = at(upTo, sample.counts.length);
  if (n === 0) return [];
  const last = sample.values.length - 1;
  return probabilities.map((probability) => {
    const position = (n - 1) * probability;
    const floor = Math.floor(position);
    const index = Math.min(last, firstAbove(upTo, floor) - 1);
    const here = at(sample.values, index);
    const next = floor + 1 < at(upTo, index + 1) ? here : (sample.values[Math.min(index + 1, last)] ?? here);
    return interpolate(here, next, position - floor);
  });
}

/**
 * The same quantiles of both samples of a pair together, in one pass that keeps no list.
 * @param probabilities each in 0..1, ascending
 * @returns one value for each probability, in the column's unit; empty when there are no rows
 * Cost: O(distinct values).
 */
export function pooledQuantiles(pair: PairedCounts, probabilities: readonly number[]): readonly number[] {
  const { values, reference, production } = pair;
  const rows = rowsOf(pair);
  const n = rows.reference + rows.production;
  if (n === 0) return [];
  const last = values.length - 1;
  let [index, upTo] = [-1, 0];
  return probabilities.map((probability) => {
    const position = (n - 1) * probability;
    const floor = Math.floor(position);
    while (index < last && upTo <= floor) {
      index += 1;
      upTo += (reference[index] ?? 0) + (production[index] ?? 0);
    }
    const here = at(values, index);
    const next = floor + 1 < upTo ? here : at(values, Math.min(index + 1, last));
    return interpolate(here, next, position - floor);
  });
}

/** numpy's rule: the upper half is reached from above, so that it never overshoots. */
function interpolate(low: number, high: number, part: number): number {
  const gap = high - low;
  if (gap === Number.POSITIVE_INFINITY) return low * (1 - part) + high * part;
  const between = part >= 0.5 ? high - gap * (1 - part) : low + gap * part;
  return between + 0; // never -0
}
