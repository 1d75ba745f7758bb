import { sortDoubles } from "./sort-doubles.ts";
import { compressSorted, type Counted } from "./value-counts.ts";

/** Shorter lists are sorted: their counts would lie far apart. */
const shortList = 4096;

/** Finite doubles without -0, in any order, as their distinct values and counts. The list may be sorted in place. */
export const sortedCounts = (values: Float64Array): Counted =>
  countedWhole(values) ?? compressSorted(sortDoubles(values));

/**
 * Counts whole numbers that lie near each other, as ages, amounts and codes do, in a list with one place a number: one look
 * at each row where sorting takes several. Nothing for other values.
 */
function countedWhole(values: Float64Array): Counted | null {
  if (values.length < shortList) return null;
  const [least, most] = wholeRange(values);
  if (!(most - least < values.length)) return null;
  const rows = new Uint32Array(most - least + 1);
  for (let index = 0; index < values.length; index++) {
    const place = (values[index] ?? 0) - least;
    rows[place] = (rows[place] ?? 0) + 1;
  }
  let distinct = 0;
  for (let place = 0; place < rows.length; place++) if (rows[place] !== 0) distinct += 1;
  const counted = { values: new Float64Array(distinct), counts: new Float64Array(distinct) };
  for (let place = 0, at = 0; at < distinct; place++) {
    if (rows[place] === 0) continue;
    counted.values[at] = least + place;
    counted.counts[at++] = rows[place] ?? 0;
  }
  return counted;
}

/** The range of whole numbers; endless as soon as one is not whole, or they can't all be told apart. */
function wholeRange(values: Float64Array): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (Math.floor(value) !== value) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return Math.max(-least, most) < 2 ** 52 ? [least, most] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}
