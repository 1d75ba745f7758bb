import { invariant } from "../../base/assert.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { timestampLiteral } from "../../sql/quote.ts";
import type { Side } from "../binary-columns.ts";
import type { CellContext } from "../context.ts";
import { daySql, endOf, hasTime, inWindowSql, isComplete, timeFrame, windowStartSql } from "../time-windows.ts";
import { windowTimeSql, type TimeFrame } from "../time-windows.ts";
import { dayOf, instantOf } from "../window-keys.ts";
import type { PerformanceConfig } from "./config.ts";
import { rowWindowCuts, type RowFrame } from "./sql/row-windows.ts";
import type { SideQuery } from "./sql/side-query.ts";
import { stepSql } from "../../sql/step-sql.ts";

export type Frame = TimeFrame | RowFrame;

/** The windows of both sides, or nothing. */
export function frameOf({ windows, min_rows }: PerformanceConfig, context: CellContext): Frame | null {
  const sides = [context.reference, context.production];
  if (typeof windows === "string") return timeFrame(context, { windows, rowsAWindow: 2 * min_rows, sides });
  const column = context.model?.columns.time ?? null;
  if (column === null || !sides.some((side) => side !== null && hasTime(side, column))) return null;
  return { column, unit: "rows", rows: windows };
}

/** A window as people name it: `day`, or `window` where it is of rows. */
export const windowWord = (unit: Frame["unit"] | undefined): string =>
  unit === undefined || unit === "rows" ? "window" : unit;

/** One side's windows in SQL: where a row's window begins, null where the row has no time, and that as text. */
export interface WindowSql extends Pick<SideQuery, "start" | "text" | "nameOf"> {
  /** Start of each window of rows; nothing where the calendar makes them. */
  readonly starts: readonly string[] | null;
  /** The end of the last window of rows. */
  readonly last: string | null;
}

/** All rows are in no window. */
export const noWindow: Pick<SideQuery, "start" | "text" | "nameOf"> = {
  ...{ start: "CAST(NULL AS TIMESTAMP)", text: daySql, nameOf: dayOf },
};

/** SQL: a TIMESTAMP at a whole minute as its instant. */
const minuteSql = (start: string): string => `strftime(${start}, '%Y-%m-%dT%H:%M:00.000Z')`;

/** Calendar windows need no look at the data; windows of rows are cut where the rows are. */
export async function locateWindows(
  source: StatsSource,
  frame: Frame | null,
  context: CellContext,
  side: Side,
): Promise<WindowSql | null> {
  const dataset = context[side];
  if (frame === null || dataset === null || !hasTime(dataset, frame.column)) return null;
  const [inside, time] = [inWindowSql(frame), windowTimeSql(frame)];
  if (frame.unit !== "rows") {
    const start = `CASE WHEN ${inside} THEN ${windowStartSql(frame)} END`;
    return { start, text: daySql, nameOf: dayOf, starts: null, last: null };
  }
  const cuts = await source.rows(rowWindowCuts(dataset.relation, frame));
  const starts = cuts.map(({ start }) => start);
  const stepped = stepSql(time, starts.slice(1), timestampLiteral, (step) => timestampLiteral(starts[step] ?? ""));
  const start = starts.length === 0 ? noWindow.start : `CASE WHEN ${inside} THEN ${stepped} END`;
  return { start, text: minuteSql, nameOf: instantOf, starts, last: cuts[0]?.last ?? null };
}

/** The instant at which the window that begins at `start` ends. */
export function windowEnd(start: string, frame: Frame, window: Pick<WindowSql, "starts" | "last"> | null): string {
  if (frame.unit !== "rows") return endOf(start, frame.unit);
  const next = window?.starts?.[window.starts.indexOf(start) + 1] ?? window?.last;
  invariant(next != null, "a window of rows without its end");
  return next;
}

/** Windows of rows are as whole as they can be. */
export const isWhole = (start: string, frame: Frame, context: CellContext, side: Side): boolean =>
  frame.unit === "rows" || isComplete(start, frame, context[side]);
