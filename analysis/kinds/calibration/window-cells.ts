import type { GroupedCounts } from "../../base/stats-source.ts";
import { at } from "../../stats/at.ts";
import { ExactSums } from "../../stats/exact-sums.ts";
import { firstAbove, firstNotBelow } from "../../stats/sorted-counts.ts";
import { dayOf, untimed, windowOfKey } from "../window-keys.ts";
import type { Sums } from "./outcome.ts";
import { labelCodes } from "./sql/scores.ts";

/** A result holds so many windows a side at most: those with most rows. */
const mostWindows = 240;

/** Inner edges of the bins, ascending, and whether a score on an edge is in the lower bin. */
export interface Cuts {
  readonly edges: readonly number[];
  readonly closedBelow: boolean;
}

/** Rows, positives and scores of a window (UTC; weeks begin on Monday) and bin. */
export interface WindowCell extends Sums {
  readonly day: string;
  readonly bin: number;
}

/** The cells that have rows, in the order of windows and bins, of the windows that have most rows. Cost: O(entries). */
export function windowCells(groups: GroupedCounts, cuts: Cuts): readonly WindowCell[] {
  const { minutes, ofGroup } = windowsOf(groups.keys);
  const bins = cuts.edges.length + 1;
  const cells = countedCells(groups, cuts, { ofGroup, cells: minutes.length * bins });
  const rowsOf = (window: number): number =>
    cells.rows.subarray(window * bins, (window + 1) * bins).reduce((sum, rows) => sum + rows, 0);
  return Array.from(minutes, (minute, window) => ({ minute, window, rows: rowsOf(window) }))
    .sort((a, b) => b.rows - a.rows || a.minute - b.minute)
    .slice(0, mostWindows)
    .sort((a, b) => a.minute - b.minute)
    .flatMap(({ minute, window }) =>
      Array.from({ length: bins }, (_, bin) => {
        const cell = window * bins + bin;
        const [n, yes] = [at(cells.rows, cell), at(cells.positives, cell)];
        return { day: dayOf(minute), bin, n, yes, scores: cells.scores.of(cell) };
      }).filter(({ n }) => n > 0),
    );
}

/** The windows of the groups, and each group's among them; −1 for rows without one. */
function windowsOf(keys: Float64Array): { readonly minutes: readonly number[]; readonly ofGroup: Int32Array } {
  const minutes: number[] = [];
  const ofGroup = Int32Array.from(keys, (key) => {
    const { minute } = windowOfKey(key);
    if (minute === untimed) return -1;
    if (minutes.at(-1) !== minute) minutes.push(minute);
    return minutes.length - 1;
  });
  return { minutes, ofGroup };
}

interface Cells {
  readonly rows: Float64Array;
  readonly positives: Float64Array;
  readonly scores: ExactSums;
}

function countedCells(
  { keys, values, groups, counts }: GroupedCounts,
  { edges, closedBelow }: Cuts,
  { ofGroup, cells: length }: { readonly ofGroup: Int32Array; readonly cells: number },
): Cells {
  const yes = Uint8Array.from(keys, (key) => (windowOfKey(key).code === labelCodes.positive ? 1 : 0));
  const cells = { rows: new Float64Array(length), positives: new Float64Array(length), scores: new ExactSums(length) };
  const endOf = closedBelow ? firstAbove : firstNotBelow;
  const ends = [...edges.map((edge) => endOf(values, edge)), firstAbove(values, 1)];
  let index = firstNotBelow(values, 0);
  ends.forEach((end, bin) => {
    for (; index < end; index++) {
      const [value, group, count] = [values[index] ?? 0, groups[index] ?? 0, counts[index] ?? 0];
      const window = ofGroup[group] ?? -1;
      if (window < 0) continue;
      const cell = window * ends.length + bin;
      cells.rows[cell] = (cells.rows[cell] ?? 0) + count;
      cells.positives[cell] = (cells.positives[cell] ?? 0) + count * (yes[group] ?? 0);
      cells.scores.add(cell, value, count);
    }
  });
  return cells;
}
