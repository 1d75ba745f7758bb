import type { CellContext, ContextDataset } from "../context.ts";
import type { CalibrationConfig, WindowUnit } from "./config.ts";
import type { TimeFrame } from "./sql/windows.ts";

const dayMs = 86_400_000;
const daysIn: Readonly<Record<WindowUnit, number>> = { day: 1, week: 7, month: 30.44 };
const finest: readonly WindowUnit[] = ["day", "week", "month"];
/** Charts hold so many windows a side; longer spans get longer windows. */
const mostShown = 120;
/** An automatic window has about this many times the fewest rows: ECE of fewer rows is mostly chance. */
const rowsFactor = 50;

/** The time axis of both sides, or nothing: no time column, another type, or windows switched off. */
export function timeFrame(config: CalibrationConfig, context: CellContext): TimeFrame | null {
  const column = context.model?.columns.time ?? null;
  const sides = [context.reference, context.production].filter((side) => side !== null);
  if (config.windows === "none" || column === null || !sides.some((side) => hasTime(side, column))) return null;
  const spans = sides.flatMap((side) => spanOf(side, column));
  if (spans.length === 0) return { column, unit: config.windows === "auto" ? "month" : config.windows };
  const longest = Math.max(...spans.map(({ days }) => days));
  const rowsADay = spans.at(-1)?.rowsADay ?? 0;
  const fits = finest.filter((unit) => longest / daysIn[unit] <= mostShown);
  const { windows } = config;
  const wanted = (unit: WindowUnit): boolean =>
    windows === "auto" ? rowsADay * daysIn[unit] >= rowsFactor * config.min_rows : daysIn[unit] >= daysIn[windows];
  return { column, unit: fits.find(wanted) ?? "month" };
}

export const hasTime = (side: ContextDataset, column: string): boolean =>
  side.columns.some(({ name, type }) => name === column && type === "timestamp");

function spanOf({ timeRange, pinnedRows }: ContextDataset, column: string): { days: number; rowsADay: number }[] {
  if (timeRange?.column !== column) return [];
  const days = (Date.parse(timeRange.max) - Date.parse(timeRange.min)) / dayMs + 1;
  return [{ days, rowsADay: pinnedRows / days }];
}

/** `2026-11-14` as the instant at which that day begins. */
export const startOf = (day: string): string => `${day}T00:00:00.000Z`;

/** The instant at which the window that begins at `start` ends. */
export function endOf(start: string, unit: WindowUnit): string {
  const at = new Date(start);
  if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1);
  else at.setUTCDate(at.getUTCDate() + daysIn[unit]);
  return at.toISOString();
}
