import type { Reason } from "../../base/reasons.ts";
import type { GroupedCounts, StatsSource } from "../../base/stats-source.ts";
import { at } from "../../stats/at.ts";
import { valuesOf } from "../../stats/grouped-counts.ts";
import { labelledScores, type LabelledScores } from "../../stats/labelled-scores.ts";
import { total } from "../../stats/shares.ts";
import { firstAbove, firstNotBelow, type SortedCounts } from "../../stats/sorted-counts.ts";
import type { TimeFrame } from "../time-windows.ts";
import { windowOfKey } from "../window-keys.ts";
import type { ScoreProfile, SideScores } from "./parts.ts";
import type { Roles } from "./roles.ts";
import { labelCodes, labelsQuery, scoresQuery } from "./sql/scores.ts";

/** The share of labelled rows with a score outside 0..1 above which the score is no probability at all. */
const mostOutside = 0.01;

/** What was read of a side: the scores as well by window, where there are scores to look into. */
export interface ReadSide extends SideScores {
  readonly groups: GroupedCounts | null;
}

/** One side's scores by label and window, read once, with what its rows lack. */
export async function readSide(
  source: StatsSource,
  roles: Roles | Reason | null,
  frame: TimeFrame | null = null,
): Promise<ReadSide | null> {
  if (roles === null) return null;
  if (typeof roles === "string") return { profile: null, sample: null, reason: roles, groups: null };
  const [[counted], groups] = await Promise.all([
    source.rows(labelsQuery(roles)),
    source.groupedValues(scoresQuery(roles, frame)),
  ]);
  const negative = ofLabel(groups, labelCodes.negative);
  const positive = ofLabel(groups, labelCodes.positive);
  const labelled = rowsOf(negative) + rowsOf(positive);
  const rows = counted?.rows ?? labelled;
  const profile: ScoreProfile = {
    ...{ rows, no_label: rows - labelled },
    ...{ no_score: negative.missing + positive.missing, infinite: negative.infinite + positive.infinite },
    ...{ outside: negative.outside + positive.outside },
    ...{ labels: counted?.labels ?? 0, positives: rowsOf(positive) },
  };
  const reason = reasonOf(profile);
  return reason === null
    ? { profile, sample: sampleOf(negative, positive), reason, groups }
    : { profile, sample: null, reason, groups: null };
}

/** The scores of one label that are probabilities, and the rows of it that have none. */
interface OfLabel {
  readonly scores: SortedCounts;
  readonly missing: number;
  readonly infinite: number;
  readonly outside: number;
}

function ofLabel(groups: GroupedCounts, code: number): OfLabel {
  const isOfLabel = (key: number): boolean => windowOfKey(key).code === code;
  const { values, counts } = valuesOf(groups, isOfLabel);
  const [first, end] = [firstNotBelow(values, 0), firstAbove(values, 1)];
  const sum = (rows: Float64Array): number =>
    rows.reduce((all, n, group) => all + (isOfLabel(at(groups.keys, group)) ? n : 0), 0);
  return {
    scores: { values: values.subarray(first, end), counts: counts.subarray(first, end) },
    missing: sum(groups.nulls) + sum(groups.nans),
    infinite: sum(groups.negativeInfinities) + sum(groups.positiveInfinities),
    outside: total(counts.subarray(0, first)) + total(counts.subarray(end)),
  };
}

const rowsOf = ({ scores, missing, infinite, outside }: OfLabel): number =>
  total(scores.counts) + missing + infinite + outside;

const sampleOf = (negative: OfLabel, positive: OfLabel): LabelledScores =>
  labelledScores(negative.scores, positive.scores);

/** Why scores and labels cannot be compared, by what the profile counted. */
function reasonOf({ rows, no_label, no_score, infinite, outside, labels, positives }: ScoreProfile): Reason | null {
  const scored = rows - no_label - no_score;
  if (labels > 2) return "not_binary";
  if (labels === 2 && positives === 0) return "no_positive_class";
  if (infinite + outside > mostOutside * scored) return "not_probability";
  if (scored > infinite + outside) return null;
  return rows > 0 && no_label === rows ? "no_label" : "too_few_rows";
}
