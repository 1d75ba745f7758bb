import type { GroupedCounts, StatsSource } from "../../base/stats-source.ts";
import { at } from "../../stats/at.ts";
import { samplesOf, valuesOf } from "../../stats/grouped-counts.ts";
import { addLosses, probabilityLosses, type ProbabilityLosses } from "../../stats/probability-loss.ts";
import { rankSums, type RankSums } from "../../stats/roc-auc.ts";
import { total } from "../../stats/shares.ts";
import type { SortedCounts } from "../../stats/sorted-counts.ts";
import { windowKeySql, windowOfKey } from "../window-keys.ts";
import { mostWindowRows, type SideQuery } from "./sql/side-query.ts";

export interface ScoreMeasures {
  readonly ranks: RankSums;
  readonly losses: ProbabilityLosses | null;
}

const labels = { negative: 0, positive: 1, unlabelled: 2 } as const;
type Label = keyof typeof labels;

/** The scores of one window's rows by their label, each with all rows of the label, scored or not. */
export type LabelledWindow = Readonly<Record<Label, { readonly scores: SortedCounts; readonly rows: number }>>;

/** Scores of one side by the minute in which their window begins. */
export interface SideScores {
  readonly windows: ReadonlyMap<number, LabelledWindow>;
  readonly overall: ScoreMeasures;
  /** Of the windows that have a labelled score. */
  readonly byMinute: ReadonlyMap<number, ScoreMeasures>;
}

/** Ranks and losses of the labelled scores of each window and of all rows, windows or not, in one scan. */
export async function scoreMeasures(
  source: StatsSource,
  { relation, start }: SideQuery,
  { label, score }: { readonly label: string; readonly score: string },
): Promise<SideScores> {
  const groups = await source.groupedValues({
    ...{ relation, value: score, maxGroups: 3 * (mostWindowRows + 1) },
    key: windowKeySql(start, `coalesce(${label}, ${labels.unlabelled})`),
  });
  const windows = windowsOf(groups);
  const byMinute = new Map<number, ScoreMeasures>();
  for (const [minute, { positive, negative }] of windows)
    if (positive.scores.values.length + negative.scores.values.length > 0)
      byMinute.set(minute, {
        ranks: rankSums(positive.scores, negative.scores),
        losses: probabilityLosses(positive.scores, negative.scores),
      });
  const of = (label: Label): SortedCounts => valuesOf(groups, (key) => windowOfKey(key).code === labels[label]);
  const overall = {
    ranks: rankSums(of("positive"), of("negative")),
    losses: addLosses([...byMinute.values()].map(({ losses }) => losses)),
  };
  return { windows, overall, byMinute };
}

const none = { scores: { values: new Float64Array(), counts: new Float64Array() }, rows: 0 };

function windowsOf(groups: GroupedCounts): ReadonlyMap<number, LabelledWindow> {
  const windows = new Map<number, LabelledWindow>();
  const { nulls, nans, negativeInfinities, positiveInfinities } = groups;
  samplesOf(groups).forEach((scores, group) => {
    const { minute, code } = windowOfKey(at(groups.keys, group));
    const before = windows.get(minute) ?? { positive: none, negative: none, unlabelled: none };
    const unscored = at(nulls, group) + at(nans, group) + at(negativeInfinities, group) + at(positiveInfinities, group);
    const own = { scores, rows: total(scores.counts) + unscored };
    windows.set(minute, { ...before, [labelOf(code)]: own });
  });
  return windows;
}

const labelOf = (code: number): Label =>
  code === labels.positive ? "positive" : code === labels.negative ? "negative" : "unlabelled";
