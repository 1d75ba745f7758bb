import { lastingStart } from "../lasting-start.ts";
import { startOf } from "../time-windows.ts";
import { changeOf } from "./compare.ts";
import type { FairnessConfig, Measure } from "./config.ts";
import { countsOf } from "./cube.ts";
import { changeLevel } from "./judged.ts";
import { addCounts, noCounts, type Counts } from "./measures.ts";
import type { BySide } from "./parts.ts";
import type { WindowRow } from "./sql/counts.ts";

/** Counts of one column's values in one window, and of all its rows. */
interface ColumnWindow {
  readonly start: string;
  readonly byCode: ReadonlyMap<number, Counts>;
  readonly all: Counts;
}

/** In order of time. */
export function columnWindows(rows: readonly WindowRow[]): readonly ColumnWindow[] {
  const found = new Map<string, { byCode: Map<number, Counts>; all: Counts }>();
  for (const row of rows) {
    const window = found.get(row.day) ?? { byCode: new Map<number, Counts>(), all: noCounts };
    const counts = countsOf(row);
    window.byCode.set(row.cell, addCounts(window.byCode.get(row.cell) ?? noCounts, counts));
    found.set(row.day, { byCode: window.byCode, all: addCounts(window.all, counts) });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, window]) => ({ start: startOf(day), ...window }));
}

interface Followed {
  readonly measure: Measure;
  readonly code: number;
  /** Counts of the group and of all rows in the reference. */
  readonly group: Counts | null;
  readonly all: Counts | null;
  readonly direction: number;
}

/** Start of the window from which a group changed more than other rows did, in the direction of the whole; null where none. */
export function sinceOf(
  windows: readonly ColumnWindow[],
  { measure, code, group, all, direction }: Followed,
  config: FairnessConfig,
): string | null {
  const judged = windows.flatMap((window, index) => {
    const own: BySide<Counts> = { reference: group, production: window.byCode.get(code) ?? noCounts };
    const change = changeOf(measure, own, { reference: all, production: window.all }, config);
    if (change === null) return [];
    const crossed = Math.sign(change.value) === direction && changeLevel(change, config) !== "pass";
    return [{ index, crossed }];
  });
  return windows[lastingStart(judged)]?.start ?? null;
}
