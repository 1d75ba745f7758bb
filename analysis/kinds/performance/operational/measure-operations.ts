import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { wilson } from "../../../stats/wilson.ts";
import { finiteNumber, type Side } from "../../binary-columns.ts";
import type { CellContext, ContextDataset } from "../../context.ts";
import { inWindowSql, startOf, windowTimeSql } from "../../time-windows.ts";
import type { PerformanceConfig } from "../config.ts";
import { operations, type OperationRow } from "../sql/operations.ts";
import { locateWindows, noWindow, windowEnd, type Frame } from "../windows.ts";
import type { Operation, OperationalPart } from "./result.ts";

type Setting = NonNullable<PerformanceConfig["operational"]>;
type Column = { readonly sql: string } | Reason;

/** Latency, errors and throughput of one side as a whole and by window. */
export async function measureOperations(
  source: StatsSource,
  { operational, context, time, side }: { operational: Setting; context: CellContext; time: Frame | null; side: Side },
): Promise<OperationalPart> {
  const dataset = context[side];
  if (dataset === null) return { extra: "operational", overall: null, windows: [] };
  const latency = columnOf(dataset, operational.latency, side, latencySql);
  const error = columnOf(dataset, operational.error, side, errorSql);
  const window = await locateWindows(source, time, context, side);
  const timeColumn =
    time !== null && window !== null
      ? `CASE WHEN ${inWindowSql(time)} THEN ${windowTimeSql(time)} END`
      : "CAST(NULL AS TIMESTAMP)";
  const columns = {
    ...{ relation: dataset.relation, time: timeColumn },
    latency: typeof latency === "string" ? "CAST(NULL AS DOUBLE)" : latency.sql,
    error: typeof error === "string" ? "CAST(NULL AS INTEGER)" : error.sql,
  };
  const reasons = { latency: reasonOf(latency), error: reasonOf(error) };
  const [all] = await source.rows(operations({ ...columns, ...noWindow }));
  const byDay = window === null || time === null ? [] : await source.rows(operations({ ...columns, ...window }));
  return {
    extra: "operational",
    overall: all === undefined ? null : operationOf(all, side, reasons, hoursOf(all.first, all.last)),
    windows: byDay.flatMap((row) => {
      if (row.day === null || time === null || row.rows < context.privacyFloor) return [];
      const start = startOf(row.day);
      const end = windowEnd(start, time, window);
      return [{ ...operationOf(row, side, reasons, hoursOf(start, end)), start, end }];
    }),
  };
}

const reasonOf = (column: Column): Reason | null => (typeof column === "string" ? column : null);

/** Hours between two instants; nothing where either is not known or they are the same. */
function hoursOf(from: string | null, to: string | null): number | null {
  const hours = from === null || to === null ? 0 : (Date.parse(to) - Date.parse(from)) / 3_600_000;
  return hours > 0 ? hours : null;
}

function columnOf(
  { columns }: ContextDataset,
  name: string | null,
  side: Side,
  sql: (name: string, type: ContextDataset["columns"][number]["type"]) => string | null,
): Column {
  if (name === null) return "not_applicable";
  const column = columns.find((one) => one.name === name);
  if (column === undefined) return side === "reference" ? "missing_in_reference" : "missing_in_production";
  const found = sql(name, column.type);
  return found === null ? "unsupported_type" : { sql: found };
}

const latencySql = (name: string, type: string): string | null => (type === "number" ? finiteNumber(name) : null);

/** An error is true, a number other than 0, or any text; no text is no error. */
function errorSql(name: string, type: string): string | null {
  const column = identifier(name);
  if (type === "boolean") return `CASE WHEN ${column} IS NOT NULL THEN CASE WHEN ${column} THEN 1 ELSE 0 END END`;
  if (type === "number") {
    const value = `CAST(${column} AS DOUBLE)`;
    return `CASE WHEN ${column} IS NOT NULL AND NOT isnan(${value}) THEN CASE WHEN ${value} <> 0e0 THEN 1 ELSE 0 END END`;
  }
  return type === "text" ? `CASE WHEN coalesce(CAST(${column} AS VARCHAR), '') <> '' THEN 1 ELSE 0 END` : null;
}

interface Reasons {
  readonly latency: Reason | null;
  readonly error: Reason | null;
}

function operationOf(row: OperationRow, side: Side, reasons: Reasons, hours: number | null): Operation {
  const { rows, timed, known, errors } = row;
  const interval = wilson(errors, known);
  return {
    ...{ side, rows, timed, p50: row.p50, p95: row.p95, p99: row.p99 },
    latency_reason: reasons.latency ?? (timed === 0 ? "not_a_number" : null),
    ...{ known, errors, error_rate: known === 0 ? null : errors / known },
    ...{ low: interval?.low ?? null, high: interval?.high ?? null },
    error_reason: reasons.error ?? (known === 0 ? "no_rows" : null),
    per_hour: hours === null ? null : rows / hours,
  };
}
