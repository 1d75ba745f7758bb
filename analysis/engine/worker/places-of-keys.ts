import { fault } from "../faults.ts";
import type { NullableDoubles } from "./read-nullable.ts";

/** Keys that span up to so many whole numbers are looked up in a list, which is several times faster than a map. */
const widestList = 2 ** 23;
const largest = 2 ** 50;

export interface Places {
  /** The distinct keys, ascending. */
  readonly keys: Float64Array;
  /** Where among them each row's key is; -1 where it is null. */
  readonly ofRow: Int32Array;
}

/** Numbers the keys of rows, whole numbers, by their order. Cost: O(rows) and the sorting of the distinct keys. */
export function placesOfKeys(keys: NullableDoubles): Places {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < keys.values.length; row++) {
    if (keys.nulls?.[row] === 1) continue;
    const key = keys.values[row] ?? 0;
    if (!Number.isInteger(key) || key < -largest || key > largest)
      throw fault("bug/invariant", "The key of a row's group is no whole number within ±2^50.");
    if (key < least) least = key;
    if (key > most) most = key;
  }
  return most - least < widestList ? placesByList(keys, least, most) : placesByMap(keys);
}

function placesByList({ values, nulls }: NullableDoubles, least: number, most: number): Places {
  const places = new Int32Array(most < least ? 0 : most - least + 1);
  for (let row = 0; row < values.length; row++) if (nulls?.[row] !== 1) places[(values[row] ?? 0) - least] = 1;
  const distinct: number[] = [];
  places.forEach((isThere, index) => {
    if (isThere === 0) return;
    places[index] = distinct.length;
    distinct.push(least + index);
  });
  const ofRow = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++)
    ofRow[row] = nulls?.[row] === 1 ? -1 : (places[(values[row] ?? 0) - least] ?? 0);
  return { keys: Float64Array.from(distinct), ofRow };
}

function placesByMap({ values, nulls }: NullableDoubles): Places {
  const known = nulls === null ? values : values.filter((_key, row) => nulls[row] === 0);
  const distinct = Float64Array.from(new Set(known)).sort();
  const places = new Map(Array.from(distinct, (key, place) => [key, place]));
  return {
    keys: distinct,
    ofRow: Int32Array.from(values, (key, row) => (nulls?.[row] === 1 ? -1 : (places.get(key) ?? 0))),
  };
}
