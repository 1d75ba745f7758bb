import { invariant } from "../../base/assert.ts";
import type { CrossCounts, CrossCountsQuery } from "../../base/stats-source.ts";
import { identifier } from "../../sql/quote.ts";
import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import type { KeyColumn, KeyColumns } from "./key-columns.ts";
import { readDoubles } from "./read-arrow.ts";
import { readDoublesOrNaN } from "./read-nullable.ts";
import type { TellRows } from "./select-values.ts";

interface Passes {
  readonly rowsPerPass: number;
  readonly tell?: TellRows;
}

/** The cells of one crossing. Each key has one place more than numbers, of the rows that have none. */
interface Crossing {
  readonly keys: readonly KeyColumn[];
  readonly cells: Uint32Array;
}

/**
 * Counts rows by bin and keys. The column is read once for all crossings, in several passes where it is long; whole numbers
 * are added, so the same rows give the same bytes in any order. Cost: O(rows · crossings).
 */
export function selectCrossings(
  duck: Duck,
  known: KeyColumns,
  { relation, value, edges, crossings, maxCells }: CrossCountsQuery,
  { rowsPerPass, tell = () => undefined }: Passes,
): readonly CrossCounts[] {
  const from = identifier(relation);
  const [[rows = 0] = []] = readDoubles(duck.select(`SELECT count(*)::DOUBLE AS n FROM ${from}`));
  const bins = edges.length + 2;
  const asked = crossings.map((keys) =>
    crossingOf(
      keys.map((sql) => known.of(relation, sql, rows)),
      bins,
      maxCells,
    ),
  );
  const source = `SELECT CAST((${value}\n) AS DOUBLE) AS v FROM ${from}`;
  for (let first = 0; first < rows; first += rowsPerPass) {
    const part = rows <= rowsPerPass ? "" : ` LIMIT ${rowsPerPass} OFFSET ${first}`;
    const { values } = readDoublesOrNaN(duck.select(source + part));
    invariant(values.length === Math.min(rowsPerPass, rows - first), "each row is read once");
    const binOfRow = binned(values, edges);
    for (const crossing of asked) count(crossing, binOfRow, first, bins);
    tell(Math.min(first + rowsPerPass, rows), rows);
  }
  return asked.map((crossing) => ({
    keys: crossing.keys.map((key) => Float64Array.from(key.keys)),
    counts: withoutRest(crossing, bins),
  }));
}

function crossingOf(keys: readonly KeyColumn[], bins: number, maxCells: number): Crossing {
  const cells = keys.reduce((product, key) => product * key.keys.length, bins);
  if (cells > maxCells) throw fault("limit/rows", `The counts have ${cells} cells, more than the ${maxCells} allowed.`);
  return { keys, cells: new Uint32Array(keys.reduce((product, key) => product * (key.keys.length + 1), bins)) };
}

/** A row's bin is the number of edges at or below its value; null and NaN, which are one here, have the last. */
function binned(values: Float64Array, edges: readonly number[]): Uint16Array {
  // A search of as many steps for every value, without a jump that could be guessed wrong.
  let steps = 1;
  while (steps <= edges.length) steps *= 2;
  const padded = new Float64Array(steps).fill(Number.POSITIVE_INFINITY);
  padded.set(edges);
  const bins = new Uint16Array(values.length);
  const last = edges.length;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0;
    let bin = 0;
    for (let step = steps >> 1; step > 0; step >>= 1) bin += step * +((padded[bin + step - 1] ?? 0) <= value);
    bins[row] = Number.isNaN(value) ? last + 1 : Math.min(bin, last);
  }
  return bins;
}

function count({ keys, cells }: Crossing, binOfRow: Uint16Array, first: number, bins: number): void {
  const placeOfRow = placesOf(keys, first, binOfRow.length);
  for (let row = 0; row < binOfRow.length; row++) {
    const cell = (placeOfRow[row] ?? 0) * bins + (binOfRow[row] ?? 0);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
}

/** The place of each row among the combinations of its keys. */
function placesOf(keys: readonly KeyColumn[], first: number, rows: number): Uint16Array | Int32Array {
  const [only, ...others] = keys;
  if (only === undefined) return new Uint16Array(rows);
  if (others.length === 0) return only.places.subarray(first, first + rows);
  const places = Int32Array.from(only.places.subarray(first, first + rows));
  for (const key of others) {
    const size = key.keys.length + 1;
    for (let row = 0; row < rows; row++) places[row] = (places[row] ?? 0) * size + (key.places[first + row] ?? 0);
  }
  return places;
}

/** The counts of the rows that have all keys. */
function withoutRest({ keys, cells }: Crossing, bins: number): Float64Array {
  const sizes = keys.map((key) => key.keys.length);
  const combinations = sizes.reduce((product, size) => product * size, 1);
  const counts = new Float64Array(combinations * bins);
  for (let combination = 0; combination < combinations; combination++) {
    let [rest, place, scale] = [combination, 0, 1];
    for (const size of sizes.toReversed()) {
      place += (rest % size) * scale;
      rest = Math.floor(rest / size);
      scale *= size + 1;
    }
    counts.set(cells.subarray(place * bins, (place + 1) * bins), combination * bins);
  }
  return counts;
}
