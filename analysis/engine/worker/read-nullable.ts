import { DataType, Precision, tableFromIPC } from "apache-arrow";
import { invariant } from "../../base/assert.ts";

/** A column of DOUBLEs. What stands in the place of a null is not to be read. */
export interface NullableDoubles {
  readonly values: Float64Array;
  /** Same length, 1 where the value is null; nothing where none is. */
  readonly nulls: Uint8Array | null;
}

/** What is read of a part of an Arrow column. */
interface Chunk {
  readonly nullBitmap: Uint8Array;
  readonly nullCount: number;
  readonly offset: number;
  readonly length: number;
}

/** The columns of an Arrow IPC stream of DOUBLEs; the values may lie in `bytes`. */
export function readNullableDoubles(bytes: Uint8Array): readonly NullableDoubles[] {
  const table = tableFromIPC(bytes);
  return table.schema.fields.map(({ name, type }, index) => {
    invariant(
      DataType.isFloat(type) && type.precision === Precision.DOUBLE,
      `"${name}" is ${String(type)}, not DOUBLE`,
    );
    const column: { readonly data: readonly Chunk[]; toArray(): unknown } | null = table.getChildAt(index);
    const values = column?.toArray();
    invariant(values instanceof Float64Array, "doubles arrive as a Float64Array");
    return { values, nulls: nullsOf(column?.data ?? [], values.length) };
  });
}

function nullsOf(chunks: readonly Chunk[], length: number): Uint8Array | null {
  if (chunks.every(({ nullCount }) => nullCount === 0)) return null;
  const nulls = new Uint8Array(length);
  let start = 0;
  for (const { nullBitmap: known, offset, nullCount, length: rows } of chunks) {
    for (let row = 0; nullCount > 0 && row < rows; row++) {
      const bit = offset + row;
      nulls[start + row] = 1 - (((known[bit >> 3] ?? 0) >> (bit & 7)) & 1);
    }
    start += rows;
  }
  return nulls;
}

/** The one column of an Arrow IPC stream of DOUBLEs, NaN in place of null, and how many are null. */
export function readDoublesOrNaN(bytes: Uint8Array): { readonly values: Float64Array; readonly nulls: number } {
  const [column] = readNullableDoubles(bytes);
  invariant(column !== undefined, "the result has a column");
  const values = column.values.slice();
  let nulls = 0;
  if (column.nulls !== null)
    for (let row = 0; row < values.length; row++)
      if (column.nulls[row] === 1) {
        values[row] = Number.NaN;
        nulls += 1;
      }
  return { values, nulls };
}
