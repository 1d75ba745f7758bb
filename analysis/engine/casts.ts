import { identifier } from "../sql/quote.ts";

/** Marks a column that no SQL relation has, since the engine can't read it or Casefile can't compute with it. */
export const unsupportedType = "UNSUPPORTED";

const sameType = new Set([
  ...["BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"],
  ...["FLOAT", "DOUBLE", "VARCHAR", "DATE", "TIMESTAMP"],
]);
const castTypes: Readonly<Record<string, readonly [string, string?]>> = {
  HUGEINT: ["DOUBLE", "128-bit integers are read as DOUBLE"],
  DECIMAL: ["DOUBLE", "decimals are read as DOUBLE"],
  "TIMESTAMP WITH TIME ZONE": ["TIMESTAMP", "times with a zone are read in UTC"],
  TIMESTAMP_S: ["TIMESTAMP"],
  TIMESTAMP_MS: ["TIMESTAMP"],
  TIMESTAMP_NS: ["TIMESTAMP", "nanoseconds are cut to microseconds"],
  TIME: ["VARCHAR", "times of day are read as text"],
  "TIME WITH TIME ZONE": ["VARCHAR", "times of day are read as text"],
  BIT: ["VARCHAR", "bit strings are read as text"],
  INTERVAL: ["VARCHAR", "intervals are read as text"],
  UUID: ["VARCHAR"],
  ENUM: ["VARCHAR"],
  JSON: ["VARCHAR"],
};

export interface CastColumn {
  readonly type: string;
  readonly note?: string;
}

/** The type under which Casefile uses a column of the engine's type `sqlType`, and what is lost on the way. */
export function castOf(sqlType: string): CastColumn {
  if (sameType.has(sqlType)) return { type: sqlType };
  const isNested = sqlType.endsWith("]") || /^(STRUCT|MAP|UNION)\(/.test(sqlType);
  const cast = isNested ? undefined : castTypes[sqlType.replace(/\(.*$/, "")];
  if (cast !== undefined) return cast[1] === undefined ? { type: cast[0] } : { type: cast[0], note: cast[1] };
  if (sqlType === "BLOB") return { type: unsupportedType, note: "binary values are not supported" };
  return {
    type: unsupportedType,
    note: isNested ? "nested values are not supported" : `the type ${sqlType} is not supported`,
  };
}

/** `CAST("c" AS DOUBLE) AS "c"`: the cast costs nothing where the type is the same already. */
export const castExpression = (source: string, column: string, type: string): string =>
  `CAST(${source} AS ${type}) AS ${identifier(column)}`;
