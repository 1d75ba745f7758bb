import type { CrossCountsQuery, StatsSource } from "../../base/stats-source.ts";
import { total } from "../../stats/shares.ts";
import type { Frame, WindowAxis } from "./frame.ts";
import { windowLines } from "./judge.ts";
import { binScores, type NoiseFloor } from "./noise.ts";
import { windowKey } from "./sql/window-key.ts";
import { windowBins, type WindowBins } from "./windows.ts";

/** Windows times groups times bins, of one group column at most. */
export const mostCells = 1_000_000;

/** A column cut into bins: how rows are binned, and the counts of both sides with missing values last. */
export interface BinnedColumn {
  readonly name: string;
  /** A number in SQL, and the edges that cut it. */
  readonly bins: Pick<CrossCountsQuery, "value" | "edges">;
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
  const crossings = [[windowKey(frame.time)]];
  const asked = { ...column.bins, relation: "production", crossings, maxCells: mostCells };
  const [crossed] = await source.crossCounts(asked);
  return crossed === undefined ? null : traced(windowBins(crossed), column.reference, column, frame);
}

/** @param reference the reference's rows by bin, or those of the group whose windows they are */
export function traced(
  windows: readonly WindowBins[],
  reference: ArrayLike<number>,
  column: BinnedColumn,
  frame: Frame,
): WindowTrace {
  const psi = windows.map(({ counts }) =>
    total(counts) < frame.config.min_rows ? null : rounded(binScores({ reference, production: counts }).psi),
  );
  const inReference = total(reference);
  const crosses = psi.map((value, index) => {
    const [moderate] = windowLines(frame.config, column.noise, [inReference, total(windows[index]?.counts ?? [])]);
    return value === null ? null : value >= moderate;
  });
  return { windows, psi, first: firstLasting(crosses) };
}

/** So many of the windows from a drift's beginning on have to show it. */
const lastingShare = 2 / 3;

/**
 * The first window that crosses together with the next one that can be judged (or alone, when it is the last), and from
 * which on two thirds of the windows cross; else the first such pair that does not last; −1 when there is none.
 */
export function firstLasting(crosses: readonly (boolean | null)[]): number {
  const judged = crosses.flatMap((crossed, index) => (crossed === null ? [] : [{ crossed, index }]));
  const starts = judged.filter(({ crossed }, place) => crossed && (judged[place + 1]?.crossed ?? true));
  const lasts = ({ index }: { readonly index: number }): boolean => {
    const after = judged.filter((window) => window.index >= index);
    return after.filter(({ crossed }) => crossed).length >= lastingShare * after.length;
  };
  return (starts.find(lasts) ?? starts[0])?.index ?? -1;
}

/** From the second window of the drift on all rows are affected, even when it began inside the first; −1 without a drift. */
export function fullyAffectedFrom({ psi, first }: WindowTrace): number {
  if (first < 0) return -1;
  const next = psi.findIndex((value, index) => index > first && value !== null);
  return next > 0 ? next : first;
}

/** The windows of production, the same for every column. */
export const windowAxis = (trace: WindowTrace | null): WindowAxis | null =>
  trace && { starts: trace.windows.map(({ start }) => start), rows: trace.windows.map(({ counts }) => total(counts)) };
