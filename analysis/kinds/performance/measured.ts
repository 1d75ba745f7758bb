import type { Reason } from "../../base/reasons.ts";
import { normalInterval, percentileInterval, type Interval } from "../../stats/bootstrap-counts.ts";
import type { Ratio } from "../../stats/confusion.ts";
import type { Measure } from "../../stats/measure.ts";
import { newcombe } from "../../stats/newcombe.ts";
import { wilson } from "../../stats/wilson.ts";
import { infoOf, type MetricKey } from "./definitions.ts";
import type { Side } from "../binary-columns.ts";
import type { WindowSql } from "./windows.ts";

/** One number of one side or window, with what its interval and its difference to another are made of. */
export interface Measured {
  readonly metric: MetricKey;
  readonly value: Measure;
  /** Rows that it was computed from. */
  readonly rows: number;
  readonly interval: Interval | null;
  readonly method: string | null;
  readonly of: Ratio | null;
  readonly error: number | null;
  readonly draws: readonly number[] | null;
}

/** All rows of a side or of one of its windows. */
export interface Bucket {
  readonly rows: number;
  readonly labelled: number;
  /** Binary: labelled rows whose label is the positive class. */
  readonly positives?: number;
  /** Binary: labelled rows by truth and decision; nothing without decisions. */
  readonly confusion?: SidePart["confusion"];
  readonly measures: readonly Measured[];
}

/** What a side's task hands over. */
export interface SidePart {
  readonly side: Side;
  /** Why nothing could be computed. */
  readonly reason: Reason | null;
  readonly overall: Bucket;
  readonly windows: readonly { readonly start: string; readonly bucket: Bucket }[];
  /** Where the side's windows of rows begin and the last one ends. */
  readonly located?: Pick<WindowSql, "starts" | "last"> | null;
  /** Rows that belong to no window, since their time is missing. */
  readonly untimed: number;
  readonly confusion: { readonly tp: number; readonly fp: number; readonly fn: number; readonly tn: number } | null;
  readonly classes: readonly ClassPart[];
}

export interface ClassPart {
  readonly name: string;
  readonly hits: number;
  readonly actual: number;
  readonly predicted: number;
}

const none = { interval: null, method: null, of: null, error: null, draws: null };

/** A number without an interval. */
export const plain = (metric: MetricKey, value: Measure, rows: number): Measured => ({ ...none, metric, value, rows });

/** A share with Wilson's interval; `empty` when it is of no rows. */
export function proportion(metric: MetricKey, of: Ratio, rows: number, empty: Reason): Measured {
  if (of.rows === 0) return plain(metric, empty, rows);
  return { ...none, metric, rows, value: of.hits / of.rows, of, interval: wilson(of.hits, of.rows), method: "Wilson" };
}

/** A number with its standard error. */
export function withError(
  metric: MetricKey,
  value: Measure,
  error: number | null,
  { rows, method }: { rows: number; method: string },
): Measured {
  if (typeof value !== "number" || error === null) return plain(metric, value, rows);
  return { ...none, metric, value, rows, error, method, interval: normalInterval(value, error, infoOf(metric).range) };
}

/** A number with its bootstrap values. */
export function withDraws(metric: MetricKey, value: Measure, draws: readonly number[], rows: number): Measured {
  const interval = typeof value === "number" ? percentileInterval(draws) : null;
  return interval === null
    ? plain(metric, value, rows)
    : { ...none, metric, value, rows, draws, interval, method: "bootstrap" };
}

export interface Change {
  readonly difference: number;
  readonly interval: Interval | null;
  readonly method: string | null;
}

/** Production minus reference of two independent samples; nothing where either is undefined. */
export function changeOf(reference: Measured, production: Measured): Change | null {
  if (typeof reference.value !== "number" || typeof production.value !== "number") return null;
  const difference = production.value - reference.value;
  if (reference.of !== null && production.of !== null) {
    const found = newcombe(production.of, reference.of);
    return { difference, interval: found && { low: found.low, high: found.high }, method: found && "Newcombe" };
  }
  if (reference.error !== null && production.error !== null) {
    const error = Math.hypot(reference.error, production.error);
    const all = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
    return { difference, interval: normalInterval(difference, error, all), method: production.method };
  }
  if (reference.draws === null || production.draws === null) return { difference, interval: null, method: null };
  const paired = Math.min(reference.draws.length, production.draws.length);
  const gaps = production.draws.slice(0, paired).map((value, index) => value - (reference.draws?.[index] ?? 0));
  return { difference, interval: percentileInterval(gaps), method: "bootstrap" };
}
