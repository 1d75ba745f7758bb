import { fault } from "../faults.ts";
import { placesOfKeys } from "./places-of-keys.ts";
import { sortDoubles } from "./sort-doubles.ts";
import { compressSorted, type Counted } from "./value-counts.ts";

/** The rows of one key. */
export interface Group {
  readonly key: number;
  readonly counted: Counted;
  readonly nulls: number;
  readonly nans: number;
  readonly negativeInfinities: number;
  readonly positiveInfinities: number;
}

const largest = 2 ** 50;

/**
 * Cuts rows into groups, each with its values sorted and counted. Cost: three looks at the rows, and the sorting.
 * @param codes a row's key times two, and one more where its value is missing; NaN where the key is no whole number
 */
export function cutByKey(values: Float64Array, codes: Float64Array): readonly Group[] {
  const places = placesOfKeys(keysOf(codes));
  const tallies = Array.from(places.keys, (key) => ({
    ...{ key, nulls: 0, nans: 0, negativeInfinities: 0, positiveInfinities: 0 },
  }));
  const finite = tallies.map(() => 0);
  for (let row = 0; row < values.length; row++) {
    const [value, place] = [values[row] ?? 0, places.ofRow[row] ?? 0];
    const tally = tallies[place];
    if (tally === undefined) continue;
    if ((codes[row] ?? 0) % 2 !== 0) tally.nulls += 1;
    else if (value - value === 0) {
      finite[place] = (finite[place] ?? 0) + 1;
      continue;
    } else if (value === Number.POSITIVE_INFINITY) tally.positiveInfinities += 1;
    else if (value === Number.NEGATIVE_INFINITY) tally.negativeInfinities += 1;
    else tally.nans += 1;
    places.ofRow[row] = tallies.length;
  }
  const segments = scattered(values, places.ofRow, finite);
  return tallies.map((tally, place) => ({
    ...tally,
    counted: compressSorted(sortDoubles(segments[place] ?? new Float64Array())),
  }));
}

function keysOf(codes: Float64Array): Float64Array {
  const keys = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0;
    const key = Math.floor(code / 2);
    if (!Number.isInteger(code) || key < -largest || key > largest)
      throw fault("bug/invariant", "The key of a row's group is no whole number within ±2^50.");
    keys[row] = key;
  }
  return keys;
}

/** The values of each place, in the order of the rows; rows of a place beyond the last are left out. */
function scattered(values: Float64Array, placeOfRow: Int32Array, rows: readonly number[]): readonly Float64Array[] {
  const all = new Float64Array(rows.reduce((sum, count) => sum + count, 0));
  const next = new Float64Array(rows.length + 1);
  rows.forEach((count, place) => (next[place + 1] = (next[place] ?? 0) + count));
  const starts = next.slice();
  for (let row = 0; row < values.length; row++) {
    const place = placeOfRow[row] ?? 0;
    if (place === rows.length) continue;
    const at = next[place] ?? 0;
    next[place] = at + 1;
    all[at] = (values[row] ?? 0) + 0; // -0 becomes 0
  }
  return rows.map((_count, place) => all.subarray(starts[place], starts[place + 1]));
}
