import type { CellContext } from "../context.ts";
import { daySql, hasTime, inWindowSql, timeFrame, windowStartSql, type TimeFrame } from "../time-windows.ts";
import type { PerformanceConfig } from "./config.ts";
import type { Side } from "../binary-columns.ts";

/** The windows of both sides, or nothing. */
export const frameOf = ({ windows, min_rows }: PerformanceConfig, context: CellContext): TimeFrame | null =>
  timeFrame(context, { windows, rowsAWindow: 2 * min_rows, sides: [context.reference, context.production] });

/** A row's window as the day on which it begins, null where the row has no time or none is asked for. */
export function windowDay(time: TimeFrame | null, context: CellContext, side: Side): string {
  const window = windowSql(time, context, side);
  return window === null ? "CAST(NULL AS VARCHAR)" : `CASE WHEN ${window.inside} THEN ${window.text(window.start)} END`;
}

/** A row's window in SQL: a cheap key to group by, and the text of a key. */
export interface WindowSql {
  /** Null where the row has no time. */
  readonly key: string;
  readonly text: (key: string) => string;
  readonly start: string;
  readonly inside: string;
}

export function windowSql(time: TimeFrame | null, context: CellContext, side: Side): WindowSql | null {
  const dataset = context[side];
  if (time === null || dataset === null || !hasTime(dataset, time.column)) return null;
  const [inside, start] = [inWindowSql(time), windowStartSql(time)];
  return { key: `CASE WHEN ${inside} THEN ${start} END`, text: daySql, start, inside };
}
