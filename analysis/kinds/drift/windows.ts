import type { CellContext } from "../context.ts";
import type { DriftConfig, WindowUnit } from "./config.ts";
import type { TimeFrame, WindowRow } from "./sql/window-counts.ts";

const dayMs = 86_400_000;
const daysIn: Readonly<Record<WindowUnit, number>> = { day: 1, week: 7, month: 30.44 };
const finest: readonly WindowUnit[] = ["day", "week", "month"];
/** A chart and a result hold so many windows at most; longer spans get longer windows. */
const mostWindows = 120;

/** Production's time axis, or nothing: no time column, another type, or windows switched off. */
export function timeFrame(config: DriftConfig, context: CellContext): TimeFrame | null {
  const column = context.model?.columns.time;
  const production = context.production;
  if (config.windows === "none" || column == null || production === null) return null;
  if (production.columns.find(({ name }) => name === column)?.type !== "timestamp") return null;
  const range = production.timeRange?.column === column ? production.timeRange : null;
  if (range === null) return { column, unit: config.windows === "auto" ? "month" : config.windows };
  const days = (Date.parse(range.max) - Date.parse(range.min)) / dayMs + 1;
  return { column, unit: unitFor(config, days, production.pinnedRows / days) };
}

/** The chosen unit or the finest with enough rows a window, longer where there would be too many windows. */
function unitFor({ windows, min_rows }: DriftConfig, days: number, rowsADay: number): WindowUnit {
  const fits = finest.filter((unit) => days / daysIn[unit] <= mostWindows);
  const wanted = (unit: WindowUnit): boolean =>
    windows === "auto" || windows === "none"
      ? rowsADay * daysIn[unit] >= 2 * min_rows
      : daysIn[unit] >= daysIn[windows];
  return fits.find(wanted) ?? "month";
}

/** `2026-11-14` as the instant at which that day begins. */
const startOf = (day: string): string => `${day}T00:00:00.000Z`;

/** The instant at which the window that begins at `start` ends. */
export function endOf(start: string, unit: WindowUnit): string {
  const at = new Date(start);
  if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1);
  else at.setUTCDate(at.getUTCDate() + daysIn[unit]);
  return at.toISOString();
}

/** One window's rows, with counts by bin in the order of the bins, missing values last. */
export interface WindowBins {
  readonly start: string;
  readonly counts: Float64Array;
}

/** @param bins how many bins there are without the one of missing values */
export function windowBins(rows: readonly WindowRow[], bins: number): readonly WindowBins[] {
  const byStart = new Map<string, Float64Array>();
  for (const { day, bin, n } of rows) {
    const counts = byStart.get(day) ?? new Float64Array(bins + 1);
    counts[bin < 0 ? bins : bin] = n;
    byStart.set(day, counts);
  }
  return [...byStart].map(([day, counts]) => ({ start: startOf(day), counts }));
}
