import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import { timestampLiteral } from "../../../sql/quote.ts";
import { labelledScores, scoreSums, type LabelledScores } from "../../../stats/labelled-scores.ts";
import { scoreSteps, type ScoreSteps } from "../../../stats/score-steps.ts";
import { groupOf } from "../../../stats/grouped-counts.ts";
import { mergeCounts } from "../../../stats/sorted-counts.ts";
import { binaryColumns, calledColumns, type Score, type Side } from "../../binary-columns.ts";
import type { CellContext } from "../../context.ts";
import { inWindowSql, startOf, windowTimeSql } from "../../time-windows.ts";
import type { PerformanceConfig } from "../config.ts";
import type { CountDecisions } from "../counted-once.ts";
import type { DecisionRow } from "../sql/decision-counts.ts";
import { stepCounts, type StepRow } from "../sql/step-counts.ts";
import { locateWindows, windowEnd, type Frame, type WindowSql } from "../windows.ts";
import { expectedMetrics } from "./expected-metrics.ts";
import { inputsOf, outsideByWindow } from "./inputs.ts";
import type { EstimatedBucket, EstimatePart, Fit, Outside, ShiftPart } from "./part.ts";

/** The share of the reference's windows that the back-test's map is fitted on, and the fewest left to test it on. */
const fitShare = 0.6;
const fewestTested = 5;
/** A map needs so many rows of either class. */
const fewestOfClass = 50;

const nothing: EstimatePart = {
  ...{ extra: "estimate", reason: null, idle: false, fit: null, early: null, windows: [], unchecked: [], shift: null },
};

interface SideSql {
  readonly label: string;
  readonly score: string;
  readonly decision: string;
}

/** What is needed of both sides, or why nothing can be estimated. */
interface Setting {
  readonly time: Frame;
  readonly score: Score;
  readonly undecided: Reason | null;
  readonly reference: SideSql & { readonly relation: string };
  readonly production: SideSql & { readonly relation: string };
}

const noDecision = "CAST(NULL AS INTEGER)";

function settingOf(config: PerformanceConfig, context: CellContext, time: Frame | null): Setting | Reason {
  const before = binaryColumns(context, "reference", config.decision);
  if (typeof before === "string") return before;
  const now = calledColumns(context, "production", config.decision);
  const labels = binaryColumns(context, "production", config.decision);
  if (typeof before.score === "string") return before.score;
  if (typeof now.score === "string") return now.score;
  if (time === null || context.reference === null || context.production === null) return "no_back_test";
  const undecided = [before.decision, now.decision].find((part) => typeof part === "string") ?? null;
  const side = (label: string, score: Score, decision: Reason | { readonly sql: string }): SideSql => ({
    ...{ label, score: score.sql, decision: typeof decision === "string" ? noDecision : decision.sql },
  });
  return {
    ...{ time, score: before.score, undecided },
    reference: { relation: context.reference.relation, ...side(before.label, before.score, before.decision) },
    production: {
      relation: context.production.relation,
      ...side(typeof labels === "string" ? noDecision : labels.label, now.score, now.decision),
    },
  };
}

/** What the task of estimating knows. */
interface EstimateTask {
  readonly config: PerformanceConfig;
  readonly context: CellContext;
  readonly time: Frame | null;
  readonly count: CountDecisions;
}

/** Estimates every window of production from the reference's labels alone, and tests the way on the reference's later windows. */
export async function measureEstimate(
  source: StatsSource,
  { config, context, time, count }: EstimateTask,
): Promise<EstimatePart> {
  const setting = settingOf(config, context, time);
  if (typeof setting === "string") return { ...nothing, reason: setting };
  const windows = {
    reference: await locateWindows(source, setting.time, context, "reference"),
    production: await locateWindows(source, setting.time, context, "production"),
  };
  if (windows.reference === null || windows.production === null) return { ...nothing, reason: "no_back_test" };
  const countsOf = async ({ relation, ...columns }: Setting[Side], window: WindowSql): Promise<readonly Timed[]> =>
    (await count(source, { relation, ...window }, columns)).flatMap((row) =>
      row.day === null ? [] : [{ ...row, day: row.day }],
    );
  const counts = {
    reference: await countsOf(setting.reference, windows.reference),
    production: await countsOf(setting.production, windows.production),
  };
  if (config.estimate.when === "auto" && labelsAreThere(counts, config.min_coverage)) return { ...nothing, idle: true };
  const days = counts.reference.filter(({ labelled }) => labelled > 0).map(({ day }) => day);
  const split = days[Math.ceil(days.length * fitShare)];
  if (split === undefined || days.length - Math.ceil(days.length * fitShare) < fewestTested)
    return { ...nothing, reason: "no_back_test" };
  const { early, whole } = await fitted(source, setting, split);
  const steps = { early: scoreSteps(early), whole: scoreSteps(whole) };
  const shift = shiftOf(setting, counts);
  const [fit, earlyFit] = [fitOf(whole, steps.whole), fitOf(early, steps.early)];
  const reason = refusal(fit, earlyFit);
  if (reason !== null) return { ...nothing, reason, fit, early: earlyFit, shift };
  const { inputs, unchecked } = inputsOf(context);
  const relations = { reference: setting.reference.relation, production: setting.production.relation };
  const outside = await outsideByWindow(source, relations, windows.production, inputs);
  const later = { side: "reference", from: split, outside: new Map<string, Outside>() } as const;
  const now = { side: "production", from: null, outside } as const;
  return {
    ...{ ...nothing, fit, early: earlyFit, unchecked, shift },
    windows: [
      ...(await estimated(source, setting, { ...later, window: windows.reference, steps: steps.early })),
      ...(await estimated(source, setting, { ...now, window: windows.production, steps: steps.whole })),
    ],
  };
}

type Timed = DecisionRow & { readonly day: string };

/** Whether no window of production is short of labels. */
function labelsAreThere(counts: Readonly<Record<Side, readonly Timed[]>>, least: number): boolean {
  const sum = (rows: readonly Timed[], what: "rows" | "labelled"): number =>
    rows.reduce((all, row) => all + row[what], 0);
  const usual = sum(counts.reference, "labelled") / Math.max(1, sum(counts.reference, "rows"));
  return counts.production.every(({ rows, labelled }) => labelled >= least * usual * rows);
}

/** The reference's scores by label: of the windows before `split`, and of all. */
async function fitted(
  source: StatsSource,
  { time, score, reference }: Setting,
  split: string,
): Promise<{ early: LabelledScores; whole: LabelledScores }> {
  const line = timestampLiteral(startOf(split));
  const before = `coalesce(${inWindowSql(time)} AND ${windowTimeSql(time)} < ${line}, FALSE)`;
  const groups = await source.groupedValues({
    ...{ relation: reference.relation, value: score.sql, maxGroups: 4 },
    key: `CASE WHEN ${before} THEN 0 ELSE 2 END + (${reference.label})`,
  });
  const [no, yes, otherNo, otherYes] = [groupOf(groups, 0), groupOf(groups, 1), groupOf(groups, 2), groupOf(groups, 3)];
  return {
    early: labelledScores(no, yes),
    whole: labelledScores(mergeCounts(no, otherNo), mergeCounts(yes, otherYes)),
  };
}

function fitOf(sample: LabelledScores, { rates }: ScoreSteps): Fit {
  const { rows, positives } = scoreSums(sample);
  return { rows, positives, steps: rates.length };
}

function refusal(...fits: readonly Fit[]): Reason | null {
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
  readonly outside: ReadonlyMap<string, Outside>;
}

async function estimated(
  source: StatsSource,
  setting: Setting,
  { side, window, steps, from, outside }: Wanted,
): Promise<readonly EstimatedBucket[]> {
  const { relation, score, decision } = setting[side];
  const since = from === null ? "" : ` AND ${windowTimeSql(setting.time)} >= ${timestampLiteral(startOf(from))}`;
  const where = `${inWindowSql(setting.time)}${since}`;
  const rows = await source.rows(stepCounts({ relation, window, score, decision, where }, steps.cuts));
  const byDay = new Map<string, StepRow[]>();
  for (const row of rows) {
    const own = byDay.get(row.day);
    if (own === undefined) byDay.set(row.day, [row]);
    else own.push(row);
  }
  return [...byDay].map(([day, own]) => ({
    ...{ side, start: startOf(day), end: windowEnd(startOf(day), setting.time, window) },
    ...{ rows: own.reduce((sum, row) => sum + row.rows, 0) },
    metrics: expectedMetrics(own, steps.rates, setting.undecided),
    outside: outside.get(startOf(day)) ?? null,
  }));
}
