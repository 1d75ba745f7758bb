import type { CrossCounts } from "../../base/stats-source.ts";
import { total } from "../../stats/shares.ts";
import type { CellContext } from "../context.ts";
import { timeFrame, type TimeFrame } from "../time-windows.ts";
import type { DriftConfig } from "./config.ts";
import { startOfKey } from "./sql/window-key.ts";

/** Production's time axis, or nothing. */
export const productionFrame = ({ windows, min_rows }: DriftConfig, context: CellContext): TimeFrame | null =>
  timeFrame(context, { windows, rowsAWindow: 2 * min_rows, sides: [context.production] });

/** One window's rows, with counts by bin in the order of the bins, missing values last. */
export interface WindowBins {
  readonly start: string;
  readonly counts: Float64Array;
}

/**
 * The windows that have rows.
 * @param crossed rows by window, or by window and group
 * @param group the group's place, where rows are crossed with groups
 */
export function windowBins({ keys, counts }: CrossCounts, group = 0): readonly WindowBins[] {
  const [days = new Float64Array(), groups] = keys;
  const bins = counts.length / (days.length * (groups?.length ?? 1));
  return Array.from(days, (day, window) => {
    const cell = window * (groups?.length ?? 1) + group;
    return { start: startOfKey(day), counts: counts.subarray(cell * bins, (cell + 1) * bins) };
  }).filter((window) => total(window.counts) > 0);
}
