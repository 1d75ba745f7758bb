import type { CellContext } from "../context.ts";
import { startOf, timeFrame, type TimeFrame } from "../time-windows.ts";
import type { DriftConfig } from "./config.ts";
import type { WindowRow } from "./sql/window-counts.ts";

/** Production's time axis, or nothing. */
export const productionFrame = ({ windows, min_rows }: DriftConfig, context: CellContext): TimeFrame | null =>
  timeFrame(context, { windows, rowsAWindow: 2 * min_rows, sides: [context.production] });

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
