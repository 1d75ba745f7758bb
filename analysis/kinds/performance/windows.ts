import type { CellContext } from "../context.ts";
import { hasTime, inWindowSql, timeFrame, windowStartSql, type TimeFrame } from "../time-windows.ts";
import type { PerformanceConfig } from "./config.ts";
import type { Side } from "../binary-columns.ts";

/** The windows of both sides, or nothing. */
export const frameOf = ({ windows, min_rows }: PerformanceConfig, context: CellContext): TimeFrame | null =>
  timeFrame(context, { windows, rowsAWindow: 2 * min_rows, sides: [context.reference, context.production] });

/** All rows are in no window. */
export const noWindow = "CAST(NULL AS TIMESTAMP)";

/** A row's window as the TIMESTAMP at which it begins, null where the row has no time or none is asked for. */
export function windowStart(time: TimeFrame | null, context: CellContext, side: Side): string {
  const dataset = context[side];
  if (time === null || dataset === null || !hasTime(dataset, time.column)) return noWindow;
  return `CASE WHEN ${inWindowSql(time)} THEN ${windowStartSql(time)} END`;
}
