import type { Comparison, DisparityResult, FairnessResult, Group, SliceResult } from "./result.ts";
import { alpha, changeLevel, isError, linesOf } from "./judged.ts";

export interface FlaggedGroup {
  readonly group: Group;
  readonly comparison: Comparison;
  /** How the group changed beyond other rows; the level of the finding. */
  readonly level: "warn" | "fail";
}

export const isAlarm = (level: string): level is "warn" | "fail" => level === "warn" || level === "fail";
const rank = (level: string): number => (level === "fail" ? 1 : 0);

/**
 * Groups that changed from the reference more than other rows did, the worst and most weighty first: for each group the
 * measure that changed most. A crossing is left out where a group that it is a part of is among them, unless it went the
 * other way.
 */
export function flaggedGroups({ groups, settings }: FairnessResult): readonly FlaggedGroup[] {
  const flagged = groups.flatMap((group): FlaggedGroup[] => {
    const changed = group.comparisons.flatMap((comparison): FlaggedGroup[] => {
      const { change } = comparison;
      if (change === null || (change.adjusted ?? 1) > alpha) return [];
      const level = changeLevel(change, linesOf(comparison.measure, settings));
      return level === "pass" ? [] : [{ group, comparison, level }];
    });
    return changed.sort((a, b) => rank(b.level) - rank(a.level) || size(b, settings) - size(a, settings)).slice(0, 1);
  });
  const isPart = ({ group, comparison }: FlaggedGroup): boolean =>
    flagged.some((other) => {
      const sameWay = Math.sign(changeIn(other)) === Math.sign(comparison.change?.value ?? 0);
      return (sameWay || other.comparison.measure !== comparison.measure) && contains(other.group, group);
    });
  return flagged
    .filter((one) => !isPart(one))
    .sort((a, b) => rank(b.level) - rank(a.level) || weightOf(b, settings) - weightOf(a, settings));
}

const changeIn = ({ comparison }: FlaggedGroup): number => comparison.change?.value ?? 0;
type Settings = FairnessResult["settings"];
/** A change in points, or of an error as a share of the mean absolute error of all rows. */
const size = ({ comparison }: FlaggedGroup, { scale }: Settings): number =>
  Math.abs(comparison.change?.value ?? 0) / (isError(comparison.measure) ? (scale ?? 1) : 1);

/** Rows that the change moves. */
export const weightOf = (one: FlaggedGroup, settings: Settings): number =>
  size(one, settings) * (one.group.counts.production?.rows ?? 0);

/** Every condition of `whole` is one of `part`, which has more. */
const contains = (whole: Group, part: Group): boolean =>
  part.columns.length > whole.columns.length &&
  whole.columns.every((column, place) => {
    const index = part.columns.indexOf(column);
    return index >= 0 && part.values[index] === whole.values[place];
  });

export const flaggedDisparities = ({ disparities }: FairnessResult): readonly DisparityResult[] =>
  disparities
    .filter(({ judged, level }) => judged && isAlarm(level))
    .sort((a, b) => rank(b.level) - rank(a.level) || Number(a.known) - Number(b.known));

export const flaggedSlices = ({ slices }: FairnessResult): readonly SliceResult[] =>
  (slices?.found ?? []).filter(({ level }) => isAlarm(level));
