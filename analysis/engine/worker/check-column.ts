import type { ColumnMetaData, SchemaElement, SchemaTree } from "hyparquet";
import type { CheckedColumn } from "./file-check.ts";
import { footerStatistics } from "./footer-statistics.ts";

const codecsToConvert = new Set(["LZ4", "LZ4_RAW", "BROTLI", "GZIP"]);
const codecsThatWork = new Set(["UNCOMPRESSED", "SNAPPY", "ZSTD"]);
const codecNames: Readonly<Record<string, string>> = { LZ4: "LZ4", LZ4_RAW: "LZ4", BROTLI: "Brotli", GZIP: "gzip" };
const unsupportedLogical: Readonly<Record<string, string>> = {
  FLOAT16: "16-bit floating-point numbers are not supported",
  VARIANT: "VARIANT values are not supported",
  GEOMETRY: "geometry is not supported",
  GEOGRAPHY: "geometry is not supported",
  BSON: "BSON values are not supported",
};
const deltaLimit = 2n ** 62n;

/** Storage and logical type in one text: equal texts are read alike. */
const storageOf = ({ type, type_length, converted_type, logical_type }: SchemaElement): string =>
  [
    type ?? "group",
    type_length ?? "",
    logical_type === undefined ? (converted_type ?? "") : JSON.stringify(logical_type),
  ]
    .join(" ")
    .trim();

/** A page of 64-bit integers whose first value is beyond 2^62 is read wrong; only statistics can rule that out. */
function hasUnsafeDelta(element: SchemaElement, chunk: ColumnMetaData): boolean {
  if (element.type !== "INT64" || !chunk.encodings.includes("DELTA_BINARY_PACKED")) return false;
  const known = [
    chunk.statistics?.min_value ?? chunk.statistics?.min,
    chunk.statistics?.max_value ?? chunk.statistics?.max,
  ];
  return known.some((value) => typeof value !== "bigint" || value >= deltaLimit || value <= -deltaLimit);
}

function conversionReason(element: SchemaElement, chunk: ColumnMetaData): string | null {
  if (codecsToConvert.has(chunk.codec)) return `${codecNames[chunk.codec] ?? chunk.codec} compression`;
  const isFloat = element.type === "FLOAT" || element.type === "DOUBLE";
  if (!isFloat && chunk.encodings.includes("BYTE_STREAM_SPLIT")) return "BYTE_STREAM_SPLIT encoding";
  return hasUnsafeDelta(element, chunk) ? "DELTA_BINARY_PACKED encoding of large integers" : null;
}

/** Types that a conversion would damage: it moves INT96 dates beyond 2262 and makes UUIDs binary. */
const survivesConversion = (element: SchemaElement): boolean =>
  element.type !== "INT96" && element.logical_type?.type !== "UUID" && element.converted_type !== "INTERVAL";

function unsupportedReason(node: SchemaTree, chunks: readonly ColumnMetaData[], convert: string | null): string | null {
  const { element } = node;
  const logical =
    unsupportedLogical[element.logical_type?.type ?? ""] ??
    (element.converted_type === "BSON" ? unsupportedLogical["BSON"] : undefined);
  if (logical !== undefined) return logical;
  if (node.children.length > 0 || element.repetition_type === "REPEATED") return "nested values are not supported";
  const codec = chunks.find((chunk) => !codecsThatWork.has(chunk.codec) && !codecsToConvert.has(chunk.codec))?.codec;
  if (codec !== undefined) return `${codec} compression is not supported`;
  if (convert !== null && !survivesConversion(element)) return `this type can't be read with ${convert}`;
  return null;
}

function noteOf({ type, logical_type: logical }: SchemaElement): string | null {
  if (logical?.type === "TIMESTAMP" && logical.unit === "NANOS") return "nanoseconds are cut to microseconds";
  return type === "INT96" ? "stored as INT96; nanoseconds are cut to microseconds" : null;
}

/** What to do with one top-level column, from its schema and the metadata of its chunks. */
export function checkColumn(node: SchemaTree, chunks: readonly ColumnMetaData[]): CheckedColumn {
  const { element } = node;
  const isLeaf = node.children.length === 0;
  const reasons = isLeaf ? chunks.map((chunk) => conversionReason(element, chunk)) : [];
  const convert = reasons.find((reason) => reason !== null) ?? null;
  const unsupported = unsupportedReason(node, chunks, convert);
  return {
    name: element.name,
    storage: storageOf(element),
    unsupported,
    convert: unsupported === null ? convert : null,
    allNull: element.logical_type?.type === "NULL",
    note: noteOf(element),
    statistics: footerStatistics(element, isLeaf ? chunks : []),
  };
}
