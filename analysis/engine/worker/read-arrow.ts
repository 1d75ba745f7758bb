import { DataType, Precision, Type, tableFromIPC, type Field, type Table, type Vector } from "apache-arrow";
import { invariant } from "../../base/assert.ts";
import type { Scalar } from "../../base/stats-source.ts";
import { fault } from "../faults.ts";

type Decode = (value: unknown, column: string) => Scalar;

const plain: Decode = (value) => value as Scalar;

/** 64-bit integers arrive as BigInt; beyond 2^53 a number would lie. */
const wholeNumber: Decode = (value, column) => {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw fault(
    "engine/unsafe-value",
    `The column "${column}" of the result holds ${String(value)}, which a number can't hold exactly.`,
    {
      fix: "Cast it in SQL, to DOUBLE or to VARCHAR.",
    },
  );
};

function decoderOf(field: Field): Decode {
  const type: DataType = field.type as DataType;
  if (DataType.isInt(type)) return type.bitWidth === 64 ? wholeNumber : plain;
  if (DataType.isFloat(type) || DataType.isUtf8(type) || DataType.isBool(type) || DataType.isNull(type)) return plain;
  throw fault(
    "bug/invariant",
    `The column "${field.name}" of the result has the type ${Type[type.typeId]}, which must be cast in SQL.`,
    {
      fix: "Cast it to DOUBLE, BIGINT or VARCHAR in the query.",
    },
  );
}

/** Rows of an Arrow IPC stream as plain objects of scalars. Types other than integers, floats, text and booleans are refused. */
export function readRows(bytes: Uint8Array): Record<string, Scalar>[] {
  const table = tableFromIPC(bytes);
  const rows: Record<string, Scalar>[] = Array.from({ length: table.numRows }, () => ({}));
  table.schema.fields.forEach((field, index) => {
    const decode = decoderOf(field);
    const column = columnAt(table, index);
    rows.forEach((row, at) => {
      const value: unknown = column.get(at);
      row[field.name] = value === null || value === undefined ? null : decode(value, field.name);
    });
  });
  return rows;
}

function columnAt(table: Table, index: number): Vector {
  const column = table.getChildAt(index);
  invariant(column !== null, `the result has no column ${index}`);
  return column;
}

/** The columns of an Arrow IPC stream of DOUBLEs without nulls; the arrays may lie in `bytes`. */
export function readDoubles(bytes: Uint8Array): Float64Array[] {
  const table = tableFromIPC(bytes);
  return table.schema.fields.map((field, index) => {
    invariant(
      DataType.isFloat(field.type) && field.type.precision === Precision.DOUBLE,
      `"${field.name}" is ${String(field.type)}, not DOUBLE`,
    );
    const values: unknown = columnAt(table, index).toArray();
    invariant(values instanceof Float64Array, "doubles arrive as a Float64Array");
    return values;
  });
}
