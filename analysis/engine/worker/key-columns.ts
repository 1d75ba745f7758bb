import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import { identifier } from "../../sql/quote.ts";
import { placesOfKeys } from "./places-of-keys.ts";
import { readNullableDoubles } from "./read-arrow.ts";

/** A key of a relation's rows, in the relation's order. */
export interface KeyColumn {
  /** The numbers that occur, ascending. */
  readonly keys: Float64Array;
  /** The place of each row's number among them, and `keys.length` where the key is null. */
  readonly places: Uint16Array;
}

const mostKept = 8;
const mostKeys = 2 ** 16 - 1;
const largest = 2 ** 50;

/**
 * Keys of the session's relations, read once for all columns that are crossed with them. Rows come in the relation's order,
 * which one thread keeps, so a key's places and a column's values belong to the same rows.
 */
export class KeyColumns {
  readonly #duck: Duck;
  readonly #rowsPerPass: number;
  /** The one that was used last is last. */
  readonly #known = new Map<string, KeyColumn>();

  constructor(duck: Duck, rowsPerPass: number) {
    this.#duck = duck;
    this.#rowsPerPass = rowsPerPass;
  }

  forget(): void {
    this.#known.clear();
  }

  /** @param rows how many the relation has */
  of(relation: string, sql: string, rows: number): KeyColumn {
    const name = JSON.stringify([relation, sql]);
    const column = this.#known.get(name) ?? this.#read(relation, sql, rows);
    this.#known.delete(name);
    this.#known.set(name, column);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKept && oldest !== undefined) this.#known.delete(oldest);
    return column;
  }

  #read(relation: string, sql: string, rows: number): KeyColumn {
    const source = `SELECT CAST((${sql}\n) AS DOUBLE) AS k FROM ${identifier(relation)}`;
    const numbers = new Float64Array(rows);
    for (let offset = 0; offset < rows; offset += this.#rowsPerPass) {
      const part = rows <= this.#rowsPerPass ? "" : ` LIMIT ${this.#rowsPerPass} OFFSET ${offset}`;
      numbers.set(readNullableDoubles(this.#duck.select(source + part)).values, offset);
    }
    return placed(numbers);
  }
}

function placed(numbers: Float64Array): KeyColumn {
  // One below the least, so that numbers near each other are still looked up in a list.
  const absent = leastOf(numbers) - 1;
  for (let row = 0; row < numbers.length; row++) if (Number.isNaN(numbers[row])) numbers[row] = absent;
  const places = placesOfKeys(numbers);
  const nulls = places.keys[0] === absent ? 1 : 0;
  const keys = places.keys.subarray(nulls);
  if (keys.length > mostKeys)
    throw fault("limit/rows", `The rows have ${keys.length} keys; ${mostKeys} can be counted.`);
  const ofRow = new Uint16Array(numbers.length);
  for (let row = 0; row < ofRow.length; row++) {
    const place = (places.ofRow[row] ?? 0) - nulls;
    ofRow[row] = place < 0 ? keys.length : place;
  }
  return { keys, places: ofRow };
}

/** The least of the keys, 0 when all are null. Throws for what is no key. */
function leastOf(numbers: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row] ?? 0;
    if (Number.isNaN(number)) continue;
    if (!Number.isInteger(number) || Math.abs(number) > largest)
      throw fault("bug/invariant", "The key of a crossing is no whole number within ±2^50.");
    if (number < least) least = number;
  }
  return Number.isFinite(least) ? least : 0;
}
