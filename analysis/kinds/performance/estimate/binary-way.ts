import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import { labelledScores, scoreSums, type LabelledScores } from "../../../stats/labelled-scores.ts";
import { scoreSteps, type ScoreSteps } from "../../../stats/score-steps.ts";
import { groupOf } from "../../../stats/grouped-counts.ts";
import { mergeCounts } from "../../../stats/sorted-counts.ts";
import { binaryColumns, calledColumns, type Score, type Side } from "../../binary-columns.ts";
import { startOf } from "../../time-windows.ts";
import type { DecisionRow } from "../sql/decision-counts.ts";
import { stepCounts } from "../sql/step-counts.ts";
import type { WindowSql } from "../windows.ts";
import { expectedMetrics } from "./expected-metrics.ts";
import type { EstimatedBucket, Fit, ShiftPart } from "./part.ts";
import { beforeSql, bucketOf, byDay, sinceSql, type Estimation, type EstimateTask, type Split } from "./way.ts";
import type { Way } from "./way.ts";

/** A map needs so many rows of either class. */
export const fewestOfClass = 50;

interface SideSql {
  readonly relation: string;
  readonly label: string;
  readonly score: string;
  readonly decision: string;
}
type Setting = Readonly<Record<Side, SideSql>> & Pick<Way, "time"> & { readonly undecided: Reason | null };

const noDecision = "CAST(NULL AS INTEGER)";

/** CBPE of a binary model: the expected counts of its decisions and scores. */
export function binaryWay(task: EstimateTask): Way | Reason {
  const setting = settingOf(task);
  if (typeof setting === "string") return setting;
  const counts = async (source: StatsSource, side: Side, window: WindowSql): Promise<readonly Timed[]> => {
    const { relation, ...columns } = setting[side];
    const rows = await task.count(source, { relation, ...window }, columns);
    return rows.flatMap((row) => (row.day === null ? [] : [{ ...row, day: row.day }]));
  };
  const estimate = async (source: StatsSource, { split, windows }: Split): Promise<Estimation> => {
    const { early, whole } = await fitted(source, setting, split);
    const steps = { early: scoreSteps(early), whole: scoreSteps(whole) };
    const shift = shiftOf(setting, {
      reference: await counts(source, "reference", windows.reference),
      production: await counts(source, "production", windows.production),
    });
    const found = { fit: fitOf(whole, steps.whole), early: fitOf(early, steps.early), shift };
    const reason = refusal(found.fit, found.early);
    if (reason !== null) return { ...found, reason, windows: [] };
    const of = (side: Side, own: ScoreSteps, from: string | null): Promise<readonly EstimatedBucket[]> =>
      estimated(source, setting, { side, window: windows[side], steps: own, from });
    return {
      ...{ ...found, reason },
      windows: [...(await of("reference", steps.early, split)), ...(await of("production", steps.whole, null))],
    };
  };
  const { reference, production } = setting;
  const relations = { reference: reference.relation, production: production.relation };
  return { time: setting.time, relations, outputs: [], counts, estimate };
}

function settingOf({ config, context, time }: EstimateTask): Setting | Reason {
  const before = binaryColumns(context, "reference", config.decision);
  if (typeof before === "string") return before;
  const now = calledColumns(context, "production", config.decision);
  const labels = binaryColumns(context, "production", config.decision);
  if (typeof before.score === "string") return before.score;
  if (typeof now.score === "string") return now.score;
  if (time === null || context.reference === null || context.production === null) return "no_back_test";
  const undecided = [before.decision, now.decision].find((part) => typeof part === "string") ?? null;
  const side = (
    relation: string,
    { label, score, decision }: { label: string; score: Score; decision: Reason | { readonly sql: string } },
  ): SideSql => ({
    ...{ relation, label, score: score.sql, decision: typeof decision === "string" ? noDecision : decision.sql },
  });
  return {
    ...{ time, undecided },
    reference: side(context.reference.relation, { ...before, score: before.score }),
    production: side(context.production.relation, {
      ...{ label: typeof labels === "string" ? noDecision : labels.label, score: now.score, decision: now.decision },
    }),
  };
}

type Timed = DecisionRow & { readonly day: string };

/** The reference's scores by label: of the windows before `split`, and of all. */
async function fitted(
  source: StatsSource,
  { time, reference }: Setting,
  split: string,
): Promise<{ early: LabelledScores; whole: LabelledScores }> {
  const groups = await source.groupedValues({
    ...{ relation: reference.relation, value: reference.score, maxGroups: 4 },
    key: `CASE WHEN ${beforeSql(time, split)} THEN 0 ELSE 2 END + (${reference.label})`,
  });
  const [no, yes, otherNo, otherYes] = [groupOf(groups, 0), groupOf(groups, 1), groupOf(groups, 2), groupOf(groups, 3)];
  return {
    early: labelledScores(no, yes),
    whole: labelledScores(mergeCounts(no, otherNo), mergeCounts(yes, otherYes)),
  };
}

interface BinaryFit extends Fit {
  readonly positives: number;
  readonly steps: number;
}

export function fitOf(sample: LabelledScores, { rates }: ScoreSteps): BinaryFit {
  const { rows, positives } = scoreSums(sample);
  return { rows, positives, steps: rates.length, skill: null };
}

/** Why a map cannot be used. */
export function refusal(...fits: readonly BinaryFit[]): Reason | null {
  if (fits.some(({ rows, positives }) => positives === 0 || positives === rows)) return "one_class";
  if (fits.some(({ rows, positives }) => Math.min(positives, rows - positives) < fewestOfClass)) return "too_few_rows";
  return fits.some(({ steps }) => steps < 2) ? "flat_score" : null;
}

/** Decisions of the reference by label and of production's windows; nothing without decisions. */
function shiftOf({ undecided }: Setting, counts: Readonly<Record<Side, readonly Timed[]>>): ShiftPart | null {
  if (undecided !== null) return null;
  const sum = (what: "tp" | "fp" | "fn" | "tn"): number => counts.reference.reduce((all, row) => all + row[what], 0);
  return {
    reference: [
      [sum("tn"), sum("fn")],
      [sum("fp"), sum("tp")],
    ],
    windows: counts.production.map(({ day, called, passed }) => ({ start: startOf(day), called: [passed, called] })),
  };
}

interface Wanted {
  readonly side: Side;
  readonly window: WindowSql;
  readonly steps: ScoreSteps;
  /** The first day of interest. */
  readonly from: string | null;
}

async function estimated(
  source: StatsSource,
  setting: Setting,
  { side, window, steps, from }: Wanted,
): Promise<readonly EstimatedBucket[]> {
  const { relation, score, decision } = setting[side];
  const { time, undecided } = setting;
  const columns = { relation, window, score, decision, where: sinceSql(time, from) };
  const rows = await source.rows(stepCounts(columns, steps.cuts));
  return [...byDay(rows)].map(([day, own]) =>
    bucketOf(
      day,
      { side, time, window },
      {
        rows: own.reduce((sum, row) => sum + row.rows, 0),
        metrics: expectedMetrics(own, steps.rates, undecided),
      },
    ),
  );
}
