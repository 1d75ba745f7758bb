import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import { timestampLiteral } from "../../../sql/quote.ts";
import { inWindowSql, startOf, windowTimeSql } from "../../time-windows.ts";
import type { Side } from "../../binary-columns.ts";
import type { CellContext } from "../../context.ts";
import type { PerformanceConfig } from "../config.ts";
import type { CountDecisions } from "../counted-once.ts";
import { windowEnd, type Frame, type WindowSql } from "../windows.ts";
import type { EstimatedBucket, EstimatedMetric, Fit, ShiftPart } from "./part.ts";

/** What the task of estimating knows. */
export interface EstimateTask {
  readonly config: PerformanceConfig;
  readonly context: CellContext;
  readonly time: Frame | null;
  readonly count: CountDecisions;
}

/** Rows of a window, and those of them that have a label. */
export interface LabelCount {
  readonly day: string;
  readonly rows: number;
  readonly labelled: number;
}

export type SideWindows = Readonly<Record<Side, WindowSql>>;

/** Where the reference is cut in two: all that is fitted for the back-test lies before the window of this day. */
export interface Split {
  readonly split: string;
  readonly windows: SideWindows;
}

/** The reference's later windows as the first part estimates them, then production's as all of the reference does. */
export interface Estimation {
  /** Why nothing is estimated. */
  readonly reason: Reason | null;
  readonly fit: Fit | null;
  readonly early: Fit | null;
  readonly windows: readonly EstimatedBucket[];
  readonly shift: ShiftPart | null;
}

/** How one task's metrics are estimated. */
export interface Way {
  readonly time: Frame;
  /** Both relations, unquoted. */
  readonly relations: Readonly<Record<Side, string>>;
  /** Columns that the model gives: their range is compared with the reference as that of its inputs is. */
  readonly outputs: readonly string[];
  counts(source: StatsSource, side: Side, window: WindowSql): Promise<readonly LabelCount[]>;
  estimate(source: StatsSource, split: Split): Promise<Estimation>;
}

/** SQL: the row belongs to a window before the one of this day. */
export const beforeSql = (time: Frame, day: string): string =>
  `coalesce(${inWindowSql(time)} AND ${windowTimeSql(time)} < ${timestampLiteral(startOf(day))}, FALSE)`;

/** SQL: the row belongs to a window, from the one of this day on. */
export const sinceSql = (time: Frame, day: string | null): string =>
  day === null
    ? inWindowSql(time)
    : `${inWindowSql(time)} AND ${windowTimeSql(time)} >= ${timestampLiteral(startOf(day))}`;

/** Rows that come one or more a window, by window in their order. */
export function byDay<Row extends { readonly day: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(row.day);
    if (own === undefined) found.set(row.day, [row]);
    else own.push(row);
  }
  return found;
}

/** One window's estimates; what its inputs are like is added for all ways alike. */
export const bucketOf = (
  day: string,
  { side, time, window }: { readonly side: Side; readonly time: Frame; readonly window: WindowSql },
  { rows, metrics }: { readonly rows: number; readonly metrics: readonly EstimatedMetric[] },
): EstimatedBucket => ({
  ...{ side, start: startOf(day), end: windowEnd(startOf(day), time, window), rows, metrics, outside: null },
});
