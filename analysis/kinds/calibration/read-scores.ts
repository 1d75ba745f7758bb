import type { Reason } from "../../base/reasons.ts";
import type { GroupedCounts, StatsSource } from "../../base/stats-source.ts";
import { at } from "../../stats/at.ts";
import { labelledScores, type LabelledScores } from "../../stats/labelled-scores.ts";
import { total } from "../../stats/shares.ts";
import { firstAbove, firstNotBelow, groupOf, type SortedCounts } from "../../stats/sorted-counts.ts";
import type { ScoreProfile, SideScores } from "./parts.ts";
import type { Roles } from "./roles.ts";
import { labelKeys, labelsQuery, scoresQuery } from "./sql/scores.ts";

/** The share of labelled rows with a score outside 0..1 above which the score is no probability at all. */
const mostOutside = 0.01;

/** One side's scores by label, read once, with what its rows lack. */
export async function readSide(source: StatsSource, roles: Roles | Reason | null): Promise<SideScores | null> {
  if (roles === null) return null;
  if (typeof roles === "string") return { profile: null, sample: null, reason: roles };
  const [counted] = await source.rows(labelsQuery(roles));
  const groups = await source.groupedValues(scoresQuery(roles));
  const negative = ofLabel(groups, labelKeys.negative);
  const positive = ofLabel(groups, labelKeys.positive);
  const unlabelled = ofLabel(groups, labelKeys.unlabelled).missing;
  const profile: ScoreProfile = {
    ...{ rows: rowsOf(negative) + rowsOf(positive) + unlabelled, no_label: unlabelled },
    ...{ no_score: negative.missing + positive.missing, infinite: negative.infinite + positive.infinite },
    ...{ outside: negative.outside + positive.outside },
    ...{ labels: counted?.labels ?? 0, positives: rowsOf(positive) },
  };
  const reason = reasonOf(profile);
  return { profile, sample: reason === null ? sampleOf(negative, positive) : null, reason };
}

/** The scores of one label that are probabilities, and the rows of it that have none. */
interface OfLabel {
  readonly scores: SortedCounts;
  readonly missing: number;
  readonly infinite: number;
  readonly outside: number;
}

function ofLabel(groups: GroupedCounts, key: number): OfLabel {
  const group = groups.keys.indexOf(key);
  const { values, counts } = groupOf(groups, key);
  const [first, end] = [firstNotBelow(values, 0), firstAbove(values, 1)];
  return {
    scores: { values: values.subarray(first, end), counts: counts.subarray(first, end) },
    missing: at(groups.nulls, group) + at(groups.nans, group),
    infinite: at(groups.negativeInfinities, group) + at(groups.positiveInfinities, group),
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
