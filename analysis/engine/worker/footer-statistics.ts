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

const logicalDomain = (logical: NonNullable<SchemaElement["logical_type"]>): StatisticsDomain | null => {
  if (logical.type === "TIMESTAMP") return timeDomains[logical.unit];
  if (logical.type === "DATE") return "days";
  return textTypes.has(logical.type) ? "text" : null;
};

const storedDomains: Readonly<Record<string, StatisticsDomain>> = {
  INT32: "integer",
  INT64: "integer",
  FLOAT: "float",
  DOUBLE: "float",
  BOOLEAN: "boolean",
};

/** How the column's statistics are to be compared, or null for types that are not. */
export function domainOf({
  type,
  logical_type: logical,
  converted_type: converted,
}: SchemaElement): StatisticsDomain | null {
  if (logical !== undefined && logical.type !== "INTEGER") return logicalDomain(logical);
  if (converted !== undefined && converted in convertedDomains) return convertedDomains[converted] ?? null;
  return storedDomains[type ?? ""] ?? null;
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
  const nulls = chunks.reduce<number | null>((sum, { statistics }) => {
    const missing = statistics?.null_count;
    return sum === null || missing === undefined ? null : sum + Number(missing);
  }, 0);
  if (domain === null) return { nulls, domain, min: null, max: null, exact: true };
  const filled = chunks.filter(({ statistics, num_values: values }) => statistics?.null_count !== values);
  const ends = filled.map(({ statistics }) => endsOf(statistics, domain));
  return {
    ...{ nulls, domain, exact: ends.every(({ exact }) => exact) },
    min: extreme(
      ends.map(({ min }) => min),
      (a, b) => a < b,
    ),
    max: extreme(
      ends.map(({ max }) => max),
      (a, b) => a > b,
    ),
  };
}

function endsOf(
  statistics: ColumnMetaData["statistics"],
  domain: StatisticsDomain,
): { min: Comparable | null; max: Comparable | null; exact: boolean } {
  // The older fields compare bytes as signed, which is wrong for text.
  const old = domain === "integer" || domain === "float" ? statistics : undefined;
  return {
    min: comparable(statistics?.min_value ?? old?.min, domain),
    max: comparable(statistics?.max_value ?? old?.max, domain),
    exact: domain !== "text" || (statistics?.is_min_value_exact === true && statistics.is_max_value_exact === true),
  };
}

function extreme(
  values: readonly (Comparable | null)[],
  isBetter: (a: Comparable, b: Comparable) => boolean,
): string | null {
  if (values.includes(null)) return null;
  const best = values.reduce<Comparable | null>(
    (found, value) => (value !== null && (found === null || isBetter(value, found)) ? value : found),
    null,
  );
  return best === null ? null : String(best);
}
