import type { PerformanceResult, PerformanceWindow, WindowEstimate } from "../result.ts";

/** A window as the charts draw it. */
export interface Segment extends Pick<PerformanceWindow, "side" | "rows" | "labelled" | "level" | "provisional"> {
  readonly start: Date;
  readonly end: Date;
  readonly estimate: WindowEstimate;
}

export const segmentsOf = ({ time }: PerformanceResult): readonly Segment[] =>
  (time?.windows ?? []).map(({ side, rows, labelled, level, provisional, start, end, primary }) => ({
    ...{ side, rows, labelled, level, provisional, estimate: primary },
    ...{ start: new Date(start), end: new Date(end) },
  }));

export const middle = ({ start, end }: Pick<Segment, "start" | "end">): Date =>
  new Date((start.getTime() + end.getTime()) / 2);

/** From the first start to the last end of one side's windows. */
export function spanOf(
  segments: readonly Pick<Segment, "side" | "start" | "end">[],
  side: Segment["side"],
): { start: Date; end: Date } | null {
  const own = segments.filter((segment) => segment.side === side);
  const [first, last] = [own[0], own.at(-1)];
  return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
}

export const margins = { marginLeft: 64, marginRight: 108 } as const;

/** One axis for all charts of a cell, from the first window to the last, whether or not it has a number. */
export const timeAxis = (segments: readonly Pick<Segment, "start" | "end">[], width: number) => {
  const times = segments.flatMap(({ start, end }) => [start.getTime(), end.getTime()]);
  const domain = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  return { type: "utc", label: null, domain, ticks: Math.max(2, Math.floor(width / 130)) } as const;
};

/** The same heights, in the order given, moved as little as keeps them `gap` apart and none above `most`. */
export function apart(
  heights: readonly number[],
  { gap, most }: { readonly gap: number; readonly most: number },
): readonly number[] {
  const order = heights.map((_, index) => index).toSorted((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const places = [...heights];
  let floor = -Infinity;
  for (const index of order) floor = (places[index] = Math.max(heights[index] ?? 0, floor)) + gap;
  let ceiling = most;
  for (const index of order.toReversed()) ceiling = (places[index] = Math.min(places[index] ?? 0, ceiling)) - gap;
  return places;
}
