import type { Level } from "./levels.ts";

/** Levels that are one slice: places in the list that was given. */
export interface PooledSlice {
  readonly level: Level;
  readonly members: readonly number[];
}

export const othersLabel = "other values";
const rest: Level = { nature: "rest", label: othersLabel };

/**
 * A slice keeps its name when each of its counts (rows of a side, or of a class of a side) is 0 or reaches the privacy floor.
 * The others are pooled; too few even together, they are joined by the smallest slice, so that none can be had by subtraction.
 * @param counts by level; levels without any rows are left out
 */
export function poolSlices(
  levels: readonly Level[],
  counts: readonly (readonly number[])[],
  privacyFloor: number,
): readonly PooledSlice[] {
  const of = (place: number): readonly number[] => counts[place] ?? [];
  const size = (place: number): number => of(place).reduce((sum, n) => sum + n, 0);
  const enough = (list: readonly number[]): boolean => list.every((n) => n === 0 || n >= privacyFloor);
  const all = [...levels.keys()].filter((place) => size(place) > 0);
  const isNamed = (place: number): boolean => levels[place]?.label !== othersLabel && enough(of(place));
  const named = all.filter(isNamed).sort((a, b) => size(b) - size(a));
  const others = all.filter((place) => !isNamed(place));
  const together = (): readonly number[] =>
    others.map(of).reduce<readonly number[]>((one, two) => two.map((n, index) => n + (one[index] ?? 0)), []);
  while (others.length > 0 && named.length > 0 && !enough(together())) others.push(named.pop() ?? 0);
  const kept = all.flatMap((place): PooledSlice[] => {
    const level = levels[place];
    return level !== undefined && named.includes(place) ? [{ level, members: [place] }] : [];
  });
  return others.length === 0 ? kept : [...kept, { level: rest, members: others }];
}
