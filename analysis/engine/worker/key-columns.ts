import { invariant } from "../../base/assert.ts";
import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import { identifier } from "../../sql/quote.ts";
import { placesOfKeys, type Places } from "./places-of-keys.ts";
import { readNullableDoubles } from "./read-nullable.ts";

/** A key of a relation's rows, in the relation's order. */
export interface KeyColumn {
  /** The numbers that occur, ascending. */
  readonly keys: Float64Array;
  /** The place of each row's number among them, and `keys.length` where the key is null. */
  readonly places: Uint16Array;
}

const mostKept = 8;
const mostKeys = 2 ** 16 - 1;

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
    const numbers = { values: new Float64Array(rows), nulls: new Uint8Array(rows) };
    for (let offset = 0; offset < rows; offset += this.#rowsPerPass) {
      const part = rows <= this.#rowsPerPass ? "" : ` LIMIT ${this.#rowsPerPass} OFFSET ${offset}`;
      const [pass] = readNullableDoubles(this.#duck.select(source + part));
      invariant(pass !== undefined, "the result has a column");
      numbers.values.set(pass.values, offset);
      if (pass.nulls !== null) numbers.nulls.set(pass.nulls, offset);
    }
    return keyColumn(placesOfKeys(numbers));
  }
}

function keyColumn({ keys, ofRow }: Places): KeyColumn {
  if (keys.length > mostKeys)
    throw fault("limit/rows", `The rows have ${keys.length} keys; ${mostKeys} can be counted.`);
  const places = new Uint16Array(ofRow.length);
  for (let row = 0; row < places.length; row++) {
    const place = ofRow[row] ?? -1;
    places[row] = place < 0 ? keys.length : place;
  }
  return { keys, places };
}
