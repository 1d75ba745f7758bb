import { identifier } from "../sql/quote.ts";
import type { FooterStatistics, StatisticsDomain } from "./worker/file-check.ts";

/** One column as the engine reads it; `low` and `high` are in the form of `FooterStatistics`. */
export interface AuditReading {
  readonly rows: number;
  readonly present: number;
  readonly low: string | number | null;
  readonly high: string | number | null;
  readonly distinct: number;
  /** Range in milliseconds since 1970 of a TIMESTAMP or DATE column. */
  readonly from: number | null;
  readonly until: number | null;
}

const forms: Readonly<Record<StatisticsDomain, (aggregate: string, column: string) => string>> = {
  integer: (aggregate, column) => `${aggregate}(${column})::VARCHAR`,
  float: (aggregate, column) => `(${aggregate}(${column}) FILTER (WHERE NOT isnan(${column})))::DOUBLE`,
  text: (aggregate, column) => `lower(hex(${aggregate}(${column})))`,
  boolean: (aggregate, column) => `${aggregate}(${column}::INTEGER)::VARCHAR`,
  days: (aggregate, column) => `date_diff('day', DATE '1970-01-01', ${aggregate}(${column}))::VARCHAR`,
  milliseconds: (aggregate, column) => `epoch_ms(${aggregate}(${column}))::VARCHAR`,
  microseconds: (aggregate, column) => `epoch_us(${aggregate}(${column}))::VARCHAR`,
  nanoseconds: (aggregate, column) => `epoch_us(${aggregate}(${column}))::VARCHAR`,
};

/** One row that reads the whole column: counts, range, approximate distinct values. */
export function auditQuery(relation: string, column: string, type: string, domain: StatisticsDomain | null): string {
  const name = identifier(column);
  const extreme = (aggregate: string): string => (domain === null ? "NULL::VARCHAR" : forms[domain](aggregate, name));
  const instant = (aggregate: string): string =>
    type === "TIMESTAMP" || type === "DATE"
      ? `epoch_ms(TRY_CAST((${aggregate}(${name}) FILTER (WHERE isfinite(${name}))) AS TIMESTAMP))::DOUBLE`
      : "NULL::DOUBLE";
  return `SELECT count(*)::DOUBLE AS "rows", count(${name})::DOUBLE AS "present", ${extreme("min")} AS "low", ${extreme("max")} AS "high",
    approx_count_distinct(${name})::DOUBLE AS "distinct", ${instant("min")} AS "from", ${instant("max")} AS "until" FROM ${identifier(relation)}`;
}

export interface FooterPart {
  readonly rows: number;
  readonly statistics: FooterStatistics;
}

/** What the footers of one dataset's files say about a column together. */
export function combineStatistics(parts: readonly FooterPart[]): FooterStatistics {
  const domain = parts[0]?.statistics.domain ?? null;
  const nulls = parts.reduce<number | null>(
    (sum, { statistics }) => (sum === null || statistics.nulls === null ? null : sum + statistics.nulls),
    0,
  );
  const filled = parts.filter(({ rows, statistics }) => statistics.nulls !== rows).map(({ statistics }) => statistics);
  const extreme = (values: readonly (string | null)[], sign: 1 | -1): string | null => {
    if (domain === null || values.includes(null)) return null;
    return values.reduce(
      (best, value) => (best === null || value === null || order(domain, value, best) * sign < 0 ? value : best),
      null,
    );
  };
  return {
    ...{ nulls, domain, exact: filled.every(({ exact }) => exact) },
    min: extreme(
      filled.map(({ min }) => min),
      1,
    ),
    max: extreme(
      filled.map(({ max }) => max),
      -1,
    ),
  };
}

/** Why what the engine reads can't be what the file's footer says, or null when they agree. */
export function disagreement(
  reading: AuditReading,
  footer: FooterStatistics,
  rows: number,
  allNull: boolean,
): string | null {
  if (reading.rows !== rows) return `the footer declares ${rows} rows and the engine reads ${reading.rows}`;
  if (allNull) return null;
  const present = footer.nulls === null ? null : rows - footer.nulls;
  if (present !== null && reading.present !== present)
    return `the footer declares ${present} values and the engine reads ${reading.present}`;
  return reading.present === 0
    ? null
    : (rangeDisagreement("smallest", reading.low, footer.min, footer) ??
        rangeDisagreement("largest", reading.high, footer.max, footer));
}

function rangeDisagreement(
  which: "smallest" | "largest",
  read: string | number | null,
  declared: string | null,
  footer: FooterStatistics,
): string | null {
  if (declared === null || footer.domain === null) return null;
  const message = `the footer declares ${declared} as the ${which} value and the engine reads ${String(read)}`;
  if (read === null) return footer.domain === "float" ? null : message;
  const order = compareIn(footer.domain, String(read), declared);
  const isBeyond = which === "smallest" ? order >= 0 : order <= 0;
  return (footer.exact ? order === 0 : isBeyond) ? null : message;
}

/** Compares a value as read with one as declared: negative, 0 or positive. */
function compareIn(domain: StatisticsDomain, read: string, declared: string): number {
  if (domain !== "nanoseconds") return order(domain, read, declared);
  // The engine cuts to microseconds, and writers round either way.
  const difference = BigInt(read) - BigInt(declared) / 1000n;
  return difference < -1n ? -1 : Number(difference > 1n);
}

function order(domain: StatisticsDomain, a: string, b: string): number {
  if (domain === "float") return Math.sign(Number(a) - Number(b)) || 0;
  if (domain === "text") return a < b ? -1 : Number(a > b);
  return BigInt(a) < BigInt(b) ? -1 : Number(BigInt(a) > BigInt(b));
}
