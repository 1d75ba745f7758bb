import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import { fromExactSum } from "../../../sql/exact-sum.ts";
import { at } from "../../../stats/at.ts";
import { evenCuts } from "../../../stats/even-cuts.ts";
import { labelledScores, type LabelledScores } from "../../../stats/labelled-scores.ts";
import { scoreSteps, type ScoreSteps } from "../../../stats/score-steps.ts";
import { groupOf } from "../../../stats/grouped-counts.ts";
import { mergeCounts } from "../../../stats/sorted-counts.ts";
import type { Side } from "../../binary-columns.ts";
import { classScores, type ClassScores } from "../class-scores.ts";
import { chanceByScore, chanceGroups, type ChanceRows } from "../sql/chances.ts";
import { labelCounts } from "../sql/label-counts.ts";
import { sideColumns } from "../roles.ts";
import type { WindowSql } from "../windows.ts";
import { fitOf, refusal } from "./binary-way.ts";
import { classMetrics } from "./class-metrics.ts";
import type { EstimatedBucket, Fit } from "./part.ts";
import { beforeSql, bucketOf, byDay, sinceSql, type Estimation, type EstimateTask, type Split } from "./way.ts";
import type { LabelCount, Way } from "./way.ts";

/** Steps of all maps together: the query that applies them stays short enough to be parsed quickly. */
const mostSteps = 4000;

/** A class's ROC AUC is that of its scores in about so many bins. */
const mostRankCuts = 500;

interface Setting {
  readonly time: NonNullable<EstimateTask["time"]>;
  readonly sides: Readonly<Record<Side, ClassScores>>;
  /** A label as SQL, null where there is none; nothing to count on a side without a label column. */
  readonly labels: Readonly<Record<Side, string>>;
}

/** CBPE of a model of several classes: a map for each class against the rest, the chances of a row made to add up to 1. */
export function classWay(task: EstimateTask): Way | Reason {
  const setting = settingOf(task);
  if (typeof setting === "string") return setting;
  const { sides, labels, time } = setting;
  const counts = (source: StatsSource, side: Side, window: WindowSql): Promise<readonly LabelCount[]> =>
    source.rows(
      labelCounts({ relation: sides[side].relation, ...window }, { label: labels[side], size: "CAST(NULL AS DOUBLE)" }),
    );
  const relations = { reference: sides.reference.relation, production: sides.production.relation };
  const outputs = sides.reference.classes.map(({ column }) => column);
  return { time, relations, outputs, counts, estimate: (source, split) => estimate(source, setting, split) };
}

function settingOf({ config, context, time }: EstimateTask): Setting | Reason {
  const [reference, production] = [
    classScores(config, context, "reference"),
    classScores(config, context, "production"),
  ];
  if (typeof reference === "string") return reference;
  if (typeof production === "string") return production;
  const columns = sideColumns(config, context, "reference");
  if (typeof columns === "string") return columns;
  if (time === null) return "no_back_test";
  const now = sideColumns(config, context, "production");
  const label = (of: typeof now): string => (typeof of === "string" ? "CAST(NULL AS INTEGER)" : of.label);
  return {
    ...{ time, sides: { reference, production } },
    labels: { reference: label(columns), production: label(now) },
  };
}

async function estimate(source: StatsSource, setting: Setting, { split, windows }: Split): Promise<Estimation> {
  const samples = await Promise.all(
    setting.sides.reference.classes.map((_, place) => fitted(source, setting, { place, split })),
  );
  const most = Math.floor(mostSteps / samples.length);
  const mapsOf = (which: keyof Fitted): readonly ScoreSteps[] =>
    samples.map((sample) => scoreSteps(sample[which], Math.min(1000, most)));
  const maps = { early: mapsOf("early"), whole: mapsOf("whole") };
  const fits = (which: keyof Fitted) =>
    samples.map((sample, place) => fitOf(sample[which], maps[which][place] ?? none));
  const [whole, early] = [fits("whole"), fits("early")];
  const found = { fit: rarest(whole), early: rarest(early), shift: null };
  const known = whole.reduce((sum, { positives }) => sum + positives, 0);
  const reason = known < (whole[0]?.rows ?? 0) ? "class_without_score" : refusal(...whole, ...early);
  if (reason !== null) return { ...found, reason, windows: [] };
  const cuts = samples.map((sample, place) => rankCuts(sample.whole, maps.whole[place] ?? none));
  const of = (side: Side, own: readonly ScoreSteps[], from: string | null) =>
    estimated(source, setting, { side, window: windows[side], maps: own, from, cuts });
  return {
    ...{ ...found, reason },
    windows: [...(await of("reference", maps.early, split)), ...(await of("production", maps.whole, null))],
  };
}

const none: ScoreSteps = { cuts: new Float64Array(), rates: Float64Array.of(0) };

/** Rows are ranked by bins of their score; the cuts of the map are among the bins'. */
function rankCuts({ scores, negatives, positives }: LabelledScores, map: ScoreSteps): Float64Array {
  const counts = negatives.map((count, index) => count + at(positives, index));
  return Float64Array.from(new Set([...evenCuts({ values: scores, counts }, mostRankCuts), ...map.cuts])).sort();
}

interface Fitted {
  readonly early: LabelledScores;
  readonly whole: LabelledScores;
}

/** One class's scores in the reference, by whether it is the label: of the windows before `split`, and of all. */
async function fitted(
  source: StatsSource,
  { sides, time }: Setting,
  { place, split }: { readonly place: number; readonly split: string },
): Promise<Fitted> {
  const { relation, classes, usable } = sides.reference;
  const { score = "", isTrue = "" } = classes[place] ?? {};
  const groups = await source.groupedValues({
    ...{ relation, value: score, maxGroups: 4 },
    key: `CASE WHEN ${usable} THEN CASE WHEN ${beforeSql(time, split)} THEN 0 ELSE 2 END + (${isTrue}) END`,
  });
  const [no, yes, otherNo, otherYes] = [groupOf(groups, 0), groupOf(groups, 1), groupOf(groups, 2), groupOf(groups, 3)];
  return {
    early: labelledScores(no, yes),
    whole: labelledScores(mergeCounts(no, otherNo), mergeCounts(yes, otherYes)),
  };
}

/** Rows of all, the rows of the class with fewest, and the steps of the map with fewest. */
function rarest(fits: readonly ReturnType<typeof fitOf>[]): Fit {
  return {
    ...{ rows: fits[0]?.rows ?? 0, skill: null },
    positives: Math.min(...fits.map(({ positives }) => positives)),
    steps: Math.min(...fits.map(({ steps }) => steps)),
  };
}

interface Wanted {
  readonly side: Side;
  readonly window: WindowSql;
  readonly maps: readonly ScoreSteps[];
  /** The first day of interest. */
  readonly from: string | null;
  /** Where each class's scores are cut for its ROC AUC. */
  readonly cuts: readonly Float64Array[];
}

async function estimated(
  source: StatsSource,
  { sides, time }: Setting,
  { side, window, maps, from, cuts }: Wanted,
): Promise<readonly EstimatedBucket[]> {
  const scores = sides[side];
  const rows: ChanceRows = { scores, window, maps, where: sinceSql(time, from) };
  const size = scores.classes.length;
  const [groups, ...bins] = await Promise.all([
    source.rows(chanceGroups(rows)),
    ...cuts.map((own, place) => source.rows(chanceByScore(rows, place, own))),
  ]);
  const binsOfDay = bins.map((own) => byDay(own));
  return [...byDay(groups)].map(([day, own]) =>
    bucketOf(
      day,
      { side, time, window },
      {
        rows: own.reduce((sum, row) => sum + row.rows, 0),
        metrics: classMetrics({
          groups: own.map((row) => ({
            ...{ predicted: row.predicted, rows: row.rows },
            chances: Float64Array.from({ length: size }, (_, place) => fromExactSum(row[`c${place}`] ?? 0)),
          })),
          ranked: binsOfDay.map((ofClass) =>
            (ofClass.get(day) ?? []).map((row) => ({ rows: row.rows, chance: fromExactSum(row.chance) })),
          ),
        }),
      },
    ),
  );
}
