import type { FreeTable, Scalar } from "../base/stats-source.ts";
import { identifier, textLiteral } from "./quote.ts";

type Columns = FreeTable["columns"];

/** No dataset can have this name: an id has no blank. */
const view = "free query";

/** The query as a view. It stands on lines of its own, so that it may end in a comment and its lines can be counted. */
export const createViewSql = (sql: string, name = view): string => `CREATE VIEW ${identifier(name)} AS (\n${sql}\n)`;
export const dropViewSql = (name = view): string => `DROP VIEW IF EXISTS ${identifier(name)}`;
export const describeSql = `SELECT column_name AS "name", data_type AS "type" FROM duckdb_columns() WHERE table_name = ${textLiteral(view)} ORDER BY column_index`;
export const countSql = `SELECT count(*)::DOUBLE AS n FROM ${identifier(view)}`;

const asIs = new Set([
  ...["BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"],
  ...["FLOAT", "DOUBLE", "VARCHAR"],
]);
const exactNumber = /^(?:BIGINT|UBIGINT|HUGEINT|UHUGEINT|DECIMAL\(.*\))$/;

/** Each column as `c0`, `c1`, …: what an engine's client may get wrong (decimals, long integers, times, nested values) as text. */
export function readSql(columns: Columns, limit: number): string {
  const values = columns.map(({ name, type }, index) => `${readable(identifier(name), type)} AS c${index}`);
  return `SELECT ${values.join(", ")} FROM ${identifier(view)} LIMIT ${limit}`;
}

function readable(column: string, type: string): string {
  if (asIs.has(type)) return column;
  // There are no time zones in the engine: without one, a moment is read in UTC.
  return type === "TIMESTAMP WITH TIME ZONE" ? `${column}::TIMESTAMP::VARCHAR` : `${column}::VARCHAR`;
}

/** Rows of `readSql` as JSON can carry them: exact numbers stay numbers where a number holds them, NaN and infinity are text. */
export const decodeRows = (columns: Columns, rows: readonly Readonly<Record<string, Scalar>>[]): Scalar[][] =>
  rows.map((row) => columns.map(({ type }, index) => decode(row[`c${index}`] ?? null, exactNumber.test(type))));

function decode(value: Scalar, isExact: boolean): Scalar {
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : String(value);
  if (typeof value !== "string" || !isExact) return value;
  const number = Number(value);
  const digits = value.replace(/[-.]/g, "").replace(/^0+/, "").length;
  return digits <= 15 || (Number.isSafeInteger(number) && String(number) === value) ? number + 0 : value;
}
