import { z } from "../base/schema.ts";
import { identifier } from "../sql/quote.ts";
import type { CellContext, ContextDataset } from "./context.ts";

export const windowUnits = ["day", "week", "month"] as const;
export type WindowUnit = (typeof windowUnits)[number];

/** The setting of every kind that cuts time: `auto` takes the finest unit with enough rows a window. */
export const windowsSetting = z.enum(["auto", ...windowUnits, "none"]).default("auto");
export type WindowsSetting = z.infer<typeof windowsSetting>;

/** Windows of calendar units in UTC; weeks begin on Monday. */
export interface TimeFrame {
  readonly column: string;
  readonly unit: WindowUnit;
}

const dayMs = 86_400_000;
const daysIn: Readonly<Record<WindowUnit, number>> = { day: 1, week: 7, month: 30.44 };
/** A chart and a result hold so many windows a side at most; longer spans get longer windows. */
const mostWindows = 120;

export interface Wanted {
  readonly windows: WindowsSetting;
  /** Rows that an automatic window of the sparsest side should have. */
  readonly rowsAWindow: number;
  readonly sides: readonly (ContextDataset | null)[];
}

/** The same windows for all given sides, or nothing: no time column, another type, or switched off. */
export function timeFrame({ model }: CellContext, { windows, rowsAWindow, sides }: Wanted): TimeFrame | null {
  const column = model?.columns.time ?? null;
  if (windows === "none" || column === null) return null;
  const timed = sides.filter((side) => side !== null).filter((side) => hasTime(side, column));
  if (timed.length === 0) return null;
  const spans = timed.flatMap((side) => spanOf(side, column));
  if (spans.length === 0) return { column, unit: windows === "auto" ? "month" : windows };
  const longest = Math.max(...spans.map(({ days }) => days));
  const rowsADay = Math.min(...spans.map((span) => span.rowsADay));
  const fits = windowUnits.filter((unit) => longest / daysIn[unit] <= mostWindows);
  const serves = (unit: WindowUnit): boolean =>
    windows === "auto" ? rowsADay * daysIn[unit] >= rowsAWindow : daysIn[unit] >= daysIn[windows];
  return { column, unit: fits.find(serves) ?? "month" };
}

export const hasTime = (side: ContextDataset, column: string): boolean =>
  side.columns.some(({ name, type }) => name === column && type === "timestamp");

function spanOf({ timeRange, pinnedRows }: ContextDataset, column: string): { days: number; rowsADay: number }[] {
  if (timeRange?.column !== column) return [];
  const days = (Date.parse(timeRange.max) - Date.parse(timeRange.min)) / dayMs + 1;
  return [{ days, rowsADay: pinnedRows / days }];
}

/** SQL: a row's time as a TIMESTAMP. */
export const windowTimeSql = ({ column }: Pick<TimeFrame, "column">): string =>
  `CAST(${identifier(column)} AS TIMESTAMP)`;

/** SQL: the start of a row's window as a TIMESTAMP. Group by this, and write it as text (`daySql`) only once it is counted. */
export const windowStartSql = (frame: TimeFrame): string => `date_trunc('${frame.unit}', ${windowTimeSql(frame)})`;

/** SQL: the row belongs to a window; null and infinite times belong to none. */
export const inWindowSql = (frame: Pick<TimeFrame, "column">): string => `isfinite(${windowTimeSql(frame)})`;

/** SQL: a TIMESTAMP as its day, `2026-11-14`. */
export const daySql = (start: string): string => `strftime(${start}, '%Y-%m-%d')`;

/** `2026-11-14` as the instant at which that day begins; an instant is itself. */
export const startOf = (day: string): string => (day.includes("T") ? day : `${day}T00:00:00.000Z`);

/** The instant at which the window that begins at `start` ends. */
export function endOf(start: string, unit: WindowUnit): string {
  const at = new Date(start);
  if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1);
  else at.setUTCDate(at.getUTCDate() + daysIn[unit]);
  return at.toISOString();
}

/**
 * Whether a side's pinned rows reach into the window's first and last day; an incomplete window is not judged.
 * True where the side's range of times is not known.
 */
export function isComplete(start: string, { column, unit }: TimeFrame, side: ContextDataset | null): boolean {
  const range = side?.timeRange;
  if (range?.column !== column) return true;
  const [from, to] = [Date.parse(start), Date.parse(endOf(start, unit))];
  return Date.parse(range.min) < from + dayMs && Date.parse(range.max) >= to - dayMs;
}
