import type { CellContext } from "../context.ts";
import type { PerformanceConfig, WindowUnit } from "./config.ts";
import { identifier } from "../../sql/quote.ts";
import type { Side } from "./roles.ts";

const dayMs = 86_400_000;
const daysIn: Readonly<Record<WindowUnit, number>> = { day: 1, week: 7, month: 30.44 };
const finest: readonly WindowUnit[] = ["day", "week", "month"];
/** A chart holds so many windows a side at most; longer spans get longer windows. */
const mostWindows = 120;

export interface TimeFrame {
  readonly column: string;
  readonly unit: WindowUnit;
}

/** The windows of both sides, the same length for both, or nothing: no time column, another type, or switched off. */
export function timeFrame(config: PerformanceConfig, context: CellContext): TimeFrame | null {
  const column = context.model?.columns.time;
  if (config.windows === "none" || column == null) return null;
  const timed = sidesOf(context).filter(({ columns }) =>
    columns.some(({ name, type }) => name === column && type === "timestamp"),
  );
  if (timed.length === 0) return null;
  const spans = timed.flatMap(({ timeRange, pinnedRows }) => {
    if (timeRange?.column !== column) return [];
    const days = (Date.parse(timeRange.max) - Date.parse(timeRange.min)) / dayMs + 1;
    return [{ days, rowsADay: pinnedRows / days }];
  });
  if (spans.length === 0) return { column, unit: config.windows === "auto" ? "month" : config.windows };
  const days = Math.max(...spans.map((span) => span.days));
  const rowsADay = Math.min(...spans.map((span) => span.rowsADay));
  return { column, unit: unitFor(config, days, rowsADay) };
}

const sidesOf = ({ reference, production }: CellContext) => [reference, production].filter((side) => side !== null);

/** The chosen unit or the finest with enough rows a window, longer where there would be too many windows. */
function unitFor({ windows, min_rows }: PerformanceConfig, days: number, rowsADay: number): WindowUnit {
  const fits = finest.filter((unit) => days / daysIn[unit] <= mostWindows);
  const wanted = (unit: WindowUnit): boolean =>
    windows === "auto" || windows === "none"
      ? rowsADay * daysIn[unit] >= 2 * min_rows
      : daysIn[unit] >= daysIn[windows];
  return fits.find(wanted) ?? "month";
}

/** A row's window as the day on which it begins (UTC; weeks begin on Monday), null where the row has no time or none is asked for. */
export function windowDay(time: TimeFrame | null, context: CellContext, side: Side): string {
  const column = context[side]?.columns.find(({ name }) => name === time?.column);
  if (time === null || column?.type !== "timestamp") return "CAST(NULL AS VARCHAR)";
  const at = `CAST(${identifier(time.column)} AS TIMESTAMP)`;
  return `CASE WHEN isfinite(${at}) THEN strftime(date_trunc('${time.unit}', ${at}), '%Y-%m-%d') END`;
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
