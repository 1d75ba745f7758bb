import type { ColumnMetaData, SchemaElement } from "hyparquet";
import type { FooterStatistics, StatisticsDomain } from "./file-check.ts";

const timeDomains = { MILLIS: "milliseconds", MICROS: "microseconds", NANOS: "nanoseconds" } as const;
const textTypes = new Set(["STRING", "ENUM", "JSON"]);
const convertedDomains: Readonly<Record<string, StatisticsDomain | null>> = {
  UTF8: "text",
  ENUM: "text",
  JSON: "text",
  DATE: "days",
  TIMESTAMP_MILLIS: "milliseconds",
  TIMESTAMP_MICROS: "microseconds",
  DECIMAL: null,
  TIME_MILLIS: null,
  TIME_MICROS: null,
};

/** How the column's statistics are to be compared, or null for types that are not. */
export function domainOf(element: SchemaElement): StatisticsDomain | null {
  const { type, logical_type: logical, converted_type: converted } = element;
  if (logical?.type === "TIMESTAMP") return timeDomains[logical.unit];
  if (logical?.type === "DATE") return "days";
  if (logical !== undefined && textTypes.has(logical.type)) return "text";
  if (converted !== undefined && converted in convertedDomains) return convertedDomains[converted] ?? null;
  if (logical !== undefined && logical.type !== "INTEGER") return null;
  if (type === "INT32" || type === "INT64") return "integer";
  if (type === "FLOAT" || type === "DOUBLE") return "float";
  return type === "BOOLEAN" ? "boolean" : null;
}

type Extreme = NonNullable<ColumnMetaData["statistics"]>["min_value"];
type Comparable = bigint | number | string;

function comparable(value: Extreme, domain: StatisticsDomain): Comparable | null {
  if (value === undefined) return null;
  if (domain === "text") return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : null;
  if (typeof value === "boolean") return BigInt(value ? 1 : 0);
  if (domain === "float") return typeof value === "number" && !Number.isNaN(value) ? value : null;
  return typeof value === "bigint" || typeof value === "number" ? BigInt(value) : null;
}

/** Statistics of one column over all row groups; a part that any group lacks is null. */
export function footerStatistics(element: SchemaElement, chunks: readonly ColumnMetaData[]): FooterStatistics {
  const domain = domainOf(element);
  let nulls: number | null = 0;
  let exact = true;
  const [lows, highs]: [(Comparable | null)[], (Comparable | null)[]] = [[], []];
  for (const { statistics, num_values: values } of chunks) {
    const missing = statistics?.null_count;
    nulls = missing === undefined || nulls === null ? null : nulls + Number(missing);
    if (domain === null || missing === values) continue;
    // The older fields compare bytes as signed, which is wrong for text and unsigned integers.
    const old = domain === "integer" || domain === "float" ? statistics : undefined;
    lows.push(comparable(statistics?.min_value ?? old?.min, domain));
    highs.push(comparable(statistics?.max_value ?? old?.max, domain));
    exact &&= domain !== "text" || (statistics?.is_min_value_exact === true && statistics.is_max_value_exact === true);
  }
  return { nulls, domain, exact, min: extreme(lows, (a, b) => a < b), max: extreme(highs, (a, b) => a > b) };
}

function extreme(
  values: readonly (Comparable | null)[],
  isBetter: (a: Comparable, b: Comparable) => boolean,
): string | null {
  let best: Comparable | null = null;
  for (const value of values) {
    if (value === null) return null;
    if (best === null || isBetter(value, best)) best = value;
  }
  return best === null ? null : String(best);
}
