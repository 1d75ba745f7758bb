import type { StatsSource } from "../../base/stats-source.ts";
import { total } from "../../stats/shares.ts";
import type { Frame } from "./frame.ts";
import { concentration, type GroupBins } from "./groups.ts";
import { binScores, noiseAt, type NoiseFloor } from "./noise.ts";
import type { WindowAxis } from "./frame.ts";
import type { Where } from "./result.ts";
import { groupCounts, mostGroups, type GroupRow } from "./sql/group-counts.ts";
import { windowCounts } from "./sql/window-counts.ts";
import { windowBins, type WindowBins } from "./windows.ts";

/** A column cut into bins, as SQL and as the counts of both sides with missing values last. */
export interface BinnedColumn {
  readonly name: string;
  readonly sql: string;
  readonly reference: ArrayLike<number>;
  readonly production: ArrayLike<number>;
  readonly noise: NoiseFloor;
}

export interface WindowTrace {
  readonly windows: readonly WindowBins[];
  readonly psi: readonly (number | null)[];
  /** Index of the first window of the drift, or −1. */
  readonly first: number;
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** PSI of each window of production against the reference's bins, and where it began to cross the moderate line. */
export async function traceWindows(
  source: StatsSource,
  column: BinnedColumn,
  frame: Frame,
): Promise<WindowTrace | null> {
  if (frame.time === null) return null;
  const rows = await source.rows(windowCounts(frame.time, column.sql, column.name));
  const windows = windowBins(rows, column.reference.length - 1);
  const inReference = total(column.reference);
  const psi = windows.map(({ counts }) =>
    total(counts) < frame.config.min_rows
      ? null
      : rounded(binScores({ reference: column.reference, production: counts }).psi),
  );
  const crosses = psi.map((value, index) => {
    const line = Math.max(
      frame.config.moderate,
      noiseAt(column.noise, 0, inReference, total(windows[index]?.counts ?? [])),
    );
    return value === null ? null : value >= line;
  });
  return { windows, psi, first: firstLasting(crosses) };
}

/** The first window that crosses together with the next one that can be judged, or alone when it is the last; −1 when none does. */
export function firstLasting(crosses: readonly (boolean | null)[]): number {
  const judged = crosses.flatMap((crossed, index) => (crossed === null ? [] : [{ crossed, index }]));
  return judged.find(({ crossed }, place) => crossed && (judged[place + 1]?.crossed ?? true))?.index ?? -1;
}

/** From the second window of the drift on all rows are affected, even when it began inside the first. */
export function fullyAffectedFrom({ psi, first, windows }: WindowTrace): number {
  if (first < 0) return -1;
  const next = psi.findIndex((value, index) => index > first && value !== null);
  return next > 0 && next < windows.length ? next : first;
}

/** Where in the model's groups the drift sits, when one group stands out. */
export async function traceGroups(source: StatsSource, column: BinnedColumn, frame: Frame): Promise<Where | null> {
  const found: Where[] = [];
  for (const group of frame.groups.filter((name) => name !== column.name)) {
    const rows = await source.rows(groupCounts(group, column.sql, column.name));
    const where = concentration(group, groupBins(rows, column.reference.length - 1), column.noise, frame);
    if (where !== null) found.push(where);
  }
  return found.reduce<Where | null>(
    (best, where) => (best === null || contrast(where) > contrast(best) ? where : best),
    null,
  );
}

const contrast = ({ psi, elsewhere }: Where): number => psi - (elsewhere ?? 0);

function groupBins(rows: readonly GroupRow[], bins: number): readonly GroupBins[] {
  const byValue = new Map<string, GroupBins>();
  for (const { value, bin, reference, production } of rows) {
    const group = byValue.get(value) ?? {
      value,
      reference: new Float64Array(bins + 1),
      production: new Float64Array(bins + 1),
    };
    group.reference[bin < 0 ? bins : bin] = reference;
    group.production[bin < 0 ? bins : bin] = production;
    byValue.set(value, group);
  }
  return byValue.size > mostGroups ? [] : [...byValue.values()];
}

/** The windows of production, the same for every column. */
export const windowAxis = (trace: WindowTrace | null): WindowAxis | null =>
  trace && { starts: trace.windows.map(({ start }) => start), rows: trace.windows.map(({ counts }) => total(counts)) };
