import { inWindowSql, windowStartSql, windowTimeSql, type TimeFrame } from "../../time-windows.ts";

const dayMs = 86_400_000;

/**
 * A row's window as the days from 1970-01-01 to its start. Null where the row has no time, or one outside of the years 1 to
 * 9999: it belongs to no window.
 */
export function windowKey(frame: TimeFrame): string {
  const time = windowTimeSql(frame);
  const start = frame.unit === "day" ? time : windowStartSql(frame);
  return `CASE WHEN ${inWindowSql(frame)} AND ${time} >= TIMESTAMP '0001-01-01' AND ${time} < TIMESTAMP '9999-12-31' THEN CAST(${start} AS DATE) - DATE '1970-01-01' END`;
}

/** The instant at which a window of that key begins. */
export const startOfKey = (days: number): string => new Date(days * dayMs).toISOString();
