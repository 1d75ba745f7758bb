import { windowUnits, type QualityConfig, type WindowUnit } from "./config.ts";
import type { WindowRows } from "./parts.ts";
import { maxWindows } from "./sql/affected.ts";

const hour = 3_600_000;
const autoWindows = 100;
const lengths = {
  hour,
  day: 24 * hour,
  week: 7 * 24 * hour,
  month: 30.4 * 24 * hour,
  year: 365.25 * 24 * hour,
} as const;

/** The start of the window that holds an instant, in UTC; weeks start on Monday. */
export function windowStart(instant: string, unit: WindowUnit): string {
  const at = new Date(instant);
  if (unit === "hour") at.setUTCMinutes(0, 0, 0);
  else at.setUTCHours(0, 0, 0, 0);
  if (unit === "week") at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  if (unit === "month" || unit === "year") at.setUTCDate(1);
  if (unit === "year") at.setUTCMonth(0);
  return at.toISOString();
}

/** The start of the window after the one that starts at `start`. */
export function nextWindow(start: string, unit: WindowUnit): string {
  const at = new Date(start);
  if (unit === "hour") at.setUTCHours(at.getUTCHours() + 1);
  if (unit === "day") at.setUTCDate(at.getUTCDate() + 1);
  if (unit === "week") at.setUTCDate(at.getUTCDate() + 7);
  if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1);
  if (unit === "year") at.setUTCFullYear(at.getUTCFullYear() + 1);
  return at.toISOString();
}

/** Every window from the one of `from` to the one of `to`, with 0 rows where `counted` has none. */
export function filledWindows(
  counted: readonly WindowRows[],
  span: { from: string; to: string },
  unit: WindowUnit,
): readonly WindowRows[] {
  const rows = new Map(counted.map((window) => [window.start, window.rows]));
  const windows: WindowRows[] = [];
  for (
    let start = windowStart(span.from, unit);
    start <= span.to && windows.length < maxWindows;
    start = nextWindow(start, unit)
  )
    windows.push({ start, rows: rows.get(start) ?? 0 });
  return windows;
}

interface Span {
  /** Milliseconds from the first to the last instant. */
  readonly span: number;
  /** Every instant stands for its day. */
  readonly daily: boolean;
}

/**
 * The finest unit, not finer than the one asked for, that cuts the longest span into few enough windows: 100 when the
 * choice is ours, 400 when it is the person's. Daily data has no hours. Null for a span of more than 400 years.
 */
export function unitFor(asked: QualityConfig["window"], { span, daily }: Span): WindowUnit | null {
  const limit = asked === "auto" ? autoWindows : maxWindows - 2;
  const finest = asked === "auto" ? 0 : windowUnits.indexOf(asked);
  const allowed = windowUnits.slice(daily ? Math.max(finest, windowUnits.indexOf("day")) : finest);
  return allowed.find((unit) => span / lengths[unit] <= (unit === "year" ? maxWindows - 2 : limit)) ?? null;
}
