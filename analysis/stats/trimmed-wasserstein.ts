import { firstAbove, firstNotBelow, type PairedCounts } from "./sorted-counts.ts";
import { total } from "./shares.ts";

/** The values that are kept of one side, both ends included. */
export type Kept = readonly [low: number, high: number];

/**
 * First Wasserstein distance of two samples of which only the rows within a range of values are kept, over the range of the
 * values that are left.
 *   W₁ / (max − min)
 * @param pair both samples over the union of their values
 * @param reference the values kept of the reference, in the column's unit; likewise `production`
 * @returns 0..1; 0 when one value is left; nothing when a side has no row left
 * Source: Vallender (1974); the trimming is the caller's. Cost: O(distinct values), without a list of its own.
 */
export function trimmedWasserstein(pair: PairedCounts, reference: Kept, production: Kept): number | null {
  const [first, second] = [placesOf(pair.values, reference), placesOf(pair.values, production)];
  const rows = total(pair.reference.subarray(...first));
  const rowsNow = total(pair.production.subarray(...second));
  return rows === 0 || rowsNow === 0 ? null : areaOverRange(pair, { first, second, rows, rowsNow });
}

type Places = readonly [first: number, end: number];

const placesOf = (values: Float64Array, [low, high]: Kept): Places => [
  firstNotBelow(values, low),
  firstAbove(values, high),
];

interface Trimmed {
  readonly first: Places;
  readonly second: Places;
  readonly rows: number;
  readonly rowsNow: number;
}

function areaOverRange({ values, reference, production }: PairedCounts, trimmed: Trimmed): number {
  const { first, second, rows, rowsNow } = trimmed;
  const [[from, end], [fromNow, endNow]] = [first, second];
  let [below, belowNow, gap, area] = [0, 0, 0, 0];
  let [smallest, last] = [Number.NaN, Number.NaN];
  for (let i = Math.min(from, fromNow); i < Math.max(end, endNow); i++) {
    const here = i >= from && i < end ? (reference[i] ?? 0) : 0;
    const hereNow = i >= fromNow && i < endNow ? (production[i] ?? 0) : 0;
    if (here + hereNow === 0) continue;
    const value = values[i] ?? 0;
    if (Number.isNaN(last)) smallest = value;
    else area += gap * (value - last);
    below += here;
    belowNow += hereNow;
    gap = Math.abs(below / rows - belowNow / rowsNow);
    last = value;
  }
  return last === smallest ? 0 : area / (last - smallest);
}
