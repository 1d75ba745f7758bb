import { invariant } from "../base/assert.ts";

/** A column or relation name as SQL, whatever characters it has. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text value as SQL. */
export const textLiteral = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A finite number as an SQL DOUBLE: always with an exponent, since a plain `1.5` is a DECIMAL to the engine. */
export function doubleLiteral(value: number): string {
  invariant(Number.isFinite(value), "only finite numbers have an SQL literal");
  return value.toExponential();
}

/** An ISO 8601 instant in UTC as an SQL TIMESTAMP. */
export const timestampLiteral = (instant: string): string =>
  `TIMESTAMP ${textLiteral(instant.replace("T", " ").replace(/Z$/, ""))}`;
