/** Keys that span up to so many whole numbers are looked up in a list, which is several times faster than a map. */
const widestList = 2 ** 23;

export interface Places {
  /** The distinct keys, ascending. */
  readonly keys: Float64Array;
  /** Where among them each row's key is. */
  readonly ofRow: Int32Array;
}

/** Numbers the keys of rows, whole numbers, by their order. Cost: O(rows) and the sorting of the distinct keys. */
export function placesOfKeys(keys: Float64Array): Places {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? 0;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  return most - least < widestList ? placesByList(keys, least, most) : placesByMap(keys);
}

function placesByList(keys: Float64Array, least: number, most: number): Places {
  const places = new Int32Array(keys.length === 0 ? 0 : most - least + 1);
  for (let row = 0; row < keys.length; row++) places[(keys[row] ?? 0) - least] = 1;
  const distinct: number[] = [];
  places.forEach((isThere, index) => {
    if (isThere === 0) return;
    places[index] = distinct.length;
    distinct.push(least + index);
  });
  const ofRow = new Int32Array(keys.length);
  for (let row = 0; row < keys.length; row++) ofRow[row] = places[(keys[row] ?? 0) - least] ?? 0;
  return { keys: Float64Array.from(distinct), ofRow };
}

function placesByMap(keys: Float64Array): Places {
  const distinct = Float64Array.from(new Set(keys)).sort();
  const places = new Map(Array.from(distinct, (key, place) => [key, place]));
  return { keys: distinct, ofRow: Int32Array.from(keys, (key) => places.get(key) ?? 0) };
}
