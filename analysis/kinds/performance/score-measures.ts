import type { GroupedCounts, StatsSource } from "../../base/stats-source.ts";
import { at } from "../../stats/at.ts";
import { addLosses, probabilityLosses, type ProbabilityLosses } from "../../stats/probability-loss.ts";
import { rankSums, type RankSums } from "../../stats/roc-auc.ts";
import { mergeAllCounts, type SortedCounts } from "../../stats/sorted-counts.ts";
import { minuteOf, mostWindowRows, type SideQuery } from "./sql/side-query.ts";

export interface ScoreMeasures {
  readonly ranks: RankSums;
  readonly losses: ProbabilityLosses | null;
}

/** Stands for the minute of rows in no window: beyond what a timestamp can be. */
export const untimed = 1e12;

interface ByLabel {
  readonly positive: SortedCounts;
  readonly negative: SortedCounts;
}

/**
 * Ranks and losses of the labelled scores of each window, under the minute in which it begins, and of all rows, windows or
 * not. The rows are read once: the scores of all rows are those of the windows together.
 */
export async function scoreMeasures(
  source: StatsSource,
  { relation, start }: SideQuery,
  label: string,
  score: string,
): Promise<{ readonly overall: ScoreMeasures; readonly byMinute: ReadonlyMap<number, ScoreMeasures> }> {
  const groups = await source.groupedValues({
    ...{ relation, value: score, maxGroups: 2 * (mostWindowRows + 1) },
    key: `coalesce(${minuteOf(start)}, ${untimed}) * 2 + (${label})`,
  });
  const windows = byLabel(groups);
  const byMinute = new Map([...windows].map(([minute, scores]) => [minute, measuresOf(scores)]));
  const of = (which: keyof ByLabel): SortedCounts => mergeAllCounts([...windows.values()].map((one) => one[which]));
  return {
    overall: {
      ranks: rankSums(of("positive"), of("negative")),
      losses: addLosses([...byMinute.values()].map(({ losses }) => losses)),
    },
    byMinute,
  };
}

const measuresOf = ({ positive, negative }: ByLabel): ScoreMeasures => ({
  ranks: rankSums(positive, negative),
  losses: probabilityLosses(positive, negative),
});

const none: SortedCounts = { values: new Float64Array(), counts: new Float64Array() };

/** The groups of each minute that have a score. */
function byLabel({ keys, starts, values, counts }: GroupedCounts): ReadonlyMap<number, ByLabel> {
  const windows = new Map<number, ByLabel>();
  keys.forEach((key, group) => {
    const [from, to, minute] = [at(starts, group), at(starts, group + 1), Math.floor(key / 2)];
    if (from === to) return;
    const scores = { values: values.subarray(from, to), counts: counts.subarray(from, to) };
    const before = windows.get(minute) ?? { positive: none, negative: none };
    windows.set(minute, key % 2 === 0 ? { ...before, negative: scores } : { ...before, positive: scores });
  });
  return windows;
}
