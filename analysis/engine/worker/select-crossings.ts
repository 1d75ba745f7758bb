import { invariant } from "../../base/assert.ts";
import type { CrossCounts, CrossCountsQuery } from "../../base/stats-source.ts";
import { identifier } from "../../sql/quote.ts";
import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import type { KeyColumn, KeyColumns } from "./key-columns.ts";
import { readDoubles } from "./read-arrow.ts";
import type { TellRows } from "./select-values.ts";

interface Passes {
  readonly rowsPerPass: number;
  readonly tell?: TellRows;
}

/** The cells of one crossing, and where a row's keys point into them. */
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
  // A missing value is told as NaN, which has the same bin, so that the column comes without nulls.
  const source = `SELECT coalesce(CAST((${value}\n) AS DOUBLE), 'nan'::DOUBLE) AS v FROM ${from}`;
  for (let first = 0; first < rows; first += rowsPerPass) {
    const part = rows <= rowsPerPass ? "" : ` LIMIT ${rowsPerPass} OFFSET ${first}`;
    const [values = new Float64Array()] = readDoubles(duck.select(source + part));
    invariant(values.length === Math.min(rowsPerPass, rows - first), "each row is read once");
    const binOfRow = binned(values, Float64Array.from(edges));
    for (const crossing of asked) count(crossing, binOfRow, { first, bins });
    tell(Math.min(first + rowsPerPass, rows), rows);
  }
  return asked.map(({ keys, cells }) => ({
    keys: keys.map((key) => Float64Array.from(key.keys)),
    counts: Float64Array.from(cells),
  }));
}

function crossingOf(keys: readonly KeyColumn[], bins: number, maxCells: number): Crossing {
  const cells = keys.reduce((product, key) => product * key.keys.length, bins);
  if (cells > maxCells) throw fault("limit/rows", `The counts have ${cells} cells, more than the ${maxCells} allowed.`);
  return { keys, cells: new Uint32Array(cells) };
}

/** A row's bin is the number of edges at or below its value; null and NaN have the last. */
function binned(values: Float64Array, edges: Float64Array): Uint16Array {
  const bins = new Uint16Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0;
    bins[row] = Number.isNaN(value) ? edges.length + 1 : edgesUpTo(edges, value);
  }
  return bins;
}

function edgesUpTo(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Place {
  readonly first: number;
  readonly bins: number;
}

function count({ keys, cells }: Crossing, binOfRow: Uint16Array, { first, bins }: Place): void {
  const cellOfRow = new Int32Array(binOfRow.length);
  for (const key of keys) {
    const size = key.keys.length;
    for (let row = 0; row < cellOfRow.length; row++) {
      const [before, place] = [cellOfRow[row] ?? 0, key.places[first + row] ?? size];
      cellOfRow[row] = before < 0 || place === size ? -1 : before * size + place;
    }
  }
  for (let row = 0; row < cellOfRow.length; row++) {
    const before = cellOfRow[row] ?? 0;
    if (before < 0) continue;
    const cell = before * bins + (binOfRow[row] ?? 0);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
}
