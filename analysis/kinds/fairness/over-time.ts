import { lastingStart } from "../lasting-start.ts";
import { startOf } from "../time-windows.ts";
import { changeOf } from "./compare.ts";
import type { Measure } from "./config.ts";
import { addCounts, emptyLike, type Counts } from "./counts.ts";
import { changeLevel, linesOf, type Judging } from "./judged.ts";
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
  for (const { day, cell, counts } of rows) {
    const window = found.get(day) ?? { byCode: new Map<number, Counts>(), all: emptyLike(counts) };
    const known = window.byCode.get(cell);
    window.byCode.set(cell, known === undefined ? counts : addCounts(known, counts));
    found.set(day, { byCode: window.byCode, all: addCounts(window.all, counts) });
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
  judging: Judging,
): string | null {
  const lines = linesOf(measure, judging);
  const judged = windows.flatMap((window, index) => {
    const own: BySide<Counts> = { reference: group, production: window.byCode.get(code) ?? emptyLike(window.all) };
    const change = changeOf(measure, own, { reference: all, production: window.all }, judging);
    if (change === null) return [];
    const crossed = Math.sign(change.value) === direction && changeLevel(change, lines) !== "pass";
    return [{ index, crossed }];
  });
  return windows[lastingStart(judged)]?.start ?? null;
}
