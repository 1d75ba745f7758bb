import type { Reason } from "../../base/reasons.ts";
import { uniformFrom } from "../../base/rng.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { at } from "../../stats/at.ts";
import { bootstrapCounts } from "../../stats/bootstrap-counts.ts";
import { balancedAccuracy, confusionRatios, f1, mcc, type Confusion } from "../../stats/confusion.ts";
import { meanWithError, type LossSums } from "../../stats/probability-loss.ts";
import { averagePrecision, delongError, rocAuc } from "../../stats/roc-auc.ts";
import { metricsOf } from "./definitions.ts";
import { plain, proportion, withDraws, withError, type Bucket, type Measured, type SidePart } from "./measured.ts";
import type { SideColumns } from "./roles.ts";
import { scoreMeasures, type ScoreMeasures, type SideScores } from "./score-measures.ts";
import type { SideTask } from "./side-task.ts";
import { thresholdCounts } from "./threshold-counts.ts";
import type { DecisionRow } from "./sql/decision-counts.ts";
import type { BinaryColumns } from "../binary-columns.ts";
import { startOf } from "../time-windows.ts";
import { untimed } from "../window-keys.ts";

type Counts = Omit<DecisionRow, "day" | "minute" | "called" | "passed">;
interface Evidence {
  readonly counts: Counts;
  readonly scores: ScoreMeasures | Reason;
  readonly decision: Reason | null;
  readonly bootstrap: { readonly draws: number; readonly uniform: () => number };
}

const draws = { overall: 1000, window: 400 };

/** The sorted scores of every window and label, which are the whole side's too, and counts by window. */
export async function measureBinary(
  source: StatsSource,
  task: SideTask,
  columns: Extract<SideColumns, { task: "binary" }>,
): Promise<SidePart> {
  const { decision, score } = columns;
  const undecided = typeof decision === "string" ? decision : null;
  const asked =
    typeof score === "string" ? score : scoreMeasures(source, task.query, { label: columns.label, score: score.sql });
  const [rows, scores] = await Promise.all([decisionsOf(source, task, columns, asked), asked]);
  const timed = rows.flatMap((row) => (row.day === null ? [] : [{ ...row, day: row.day }]));
  const counts = addUp(rows);
  const bootstrap = (stream: string, times: number) => ({
    draws: times,
    uniform: uniformFrom(task.seed, `performance ${task.side} ${stream}`),
  });
  return {
    ...{ side: task.side, reason: null, classes: [], untimed: rows.find(({ day }) => day === null)?.rows ?? 0 },
    confusion: undecided === null ? { tp: counts.tp, fp: counts.fp, fn: counts.fn, tn: counts.tn } : null,
    overall: bucketOf({
      ...{ counts, decision: undecided, bootstrap: bootstrap("overall", draws.overall) },
      scores: typeof scores === "string" ? scores : scores.overall,
    }),
    windows: timed.map((row) => ({
      start: startOf(row.day),
      bucket: bucketOf({
        ...{ counts: row, decision: undecided, bootstrap: bootstrap(row.day, draws.window) },
        scores: typeof scores === "string" ? scores : (scores.byMinute.get(row.minute ?? untimed) ?? "no_labels"),
      }),
    })),
  };
}

/** Decisions by a threshold are in the scores already; others need a scan of their own. */
function decisionsOf(
  source: StatsSource,
  { query, decisions }: SideTask,
  { label, decision, score }: BinaryColumns,
  scores: Promise<SideScores> | Reason,
): Promise<readonly DecisionRow[]> {
  const columns = {
    label,
    decision: typeof decision === "string" ? "CAST(NULL AS INTEGER)" : decision.sql,
    score: typeof score === "string" ? "CAST(NULL AS DOUBLE)" : score.sql,
  };
  const threshold = typeof decision === "string" ? null : decision.threshold;
  if (typeof scores === "string" || threshold === null) return decisions.count(source, query, columns);
  const rows = scores.then(({ windows }) => thresholdCounts(windows, threshold, query.nameOf));
  return decisions.know(query, columns, rows);
}

const addUp = (rows: readonly DecisionRow[]): Counts =>
  rows.reduce<Counts>(
    (sum, row) => ({
      ...{
        rows: sum.rows + row.rows,
        labelled: sum.labelled + row.labelled,
        positives: sum.positives + row.positives,
        scored: sum.scored + row.scored,
      },
      ...{ tp: sum.tp + row.tp, fp: sum.fp + row.fp, fn: sum.fn + row.fn, tn: sum.tn + row.tn },
    }),
    { rows: 0, labelled: 0, positives: 0, scored: 0, tp: 0, fp: 0, fn: 0, tn: 0 },
  );

function bucketOf(evidence: Evidence): Bucket {
  const { rows, labelled, positives } = evidence.counts;
  if (labelled === 0)
    return { rows, labelled, positives, measures: metricsOf.binary.map((metric) => plain(metric, "no_labels", 0)) };
  const found = new Map([...decided(evidence), ...scored(evidence)].map((one) => [one.metric, one]));
  const { tp, fp, fn, tn } = evidence.counts;
  const confusion = evidence.decision === null ? { tp, fp, fn, tn } : null;
  return {
    rows,
    labelled,
    positives,
    confusion,
    measures: metricsOf.binary.flatMap((metric) => found.get(metric) ?? []),
  };
}

const tableOf = (cells: ArrayLike<number>): Confusion => ({
  ...{ tp: at(cells, 0), fp: at(cells, 1), fn: at(cells, 2), tn: at(cells, 3) },
});

function decided({ counts, decision, bootstrap }: Evidence): readonly Measured[] {
  const ratios = confusionRatios(counts);
  const rows = ratios.accuracy.rows;
  if (decision !== null || rows === 0) {
    const reason = decision ?? "too_few_rows";
    return metricsOf.binary.filter((key) => !scoreKeys.has(key)).map((metric) => plain(metric, reason, rows));
  }
  const measures = [balancedAccuracy, f1, mcc];
  const values = bootstrapCounts(
    [counts.tp, counts.fp, counts.fn, counts.tn],
    measures.map((measure) => (cells: ArrayLike<number>) => measure(tableOf(cells))),
    bootstrap,
  );
  return [
    proportion("accuracy", ratios.accuracy, rows, "too_few_rows"),
    proportion("precision", ratios.precision, rows, "none_predicted"),
    proportion("recall", ratios.recall, rows, "one_class"),
    proportion("specificity", ratios.specificity, rows, "one_class"),
    withDraws("balanced_accuracy", balancedAccuracy(counts), values[0] ?? [], rows),
    withDraws("f1", f1(counts), values[1] ?? [], rows),
    withDraws("mcc", mcc(counts), values[2] ?? [], rows),
  ];
}

const scoreKeys: ReadonlySet<string> = new Set(["roc_auc", "average_precision", "log_loss", "brier"]);

function scored({ scores }: Evidence): readonly Measured[] {
  if (typeof scores === "string")
    return metricsOf.binary.filter((key) => scoreKeys.has(key)).map((metric) => plain(metric, scores, 0));
  const { ranks, losses } = scores;
  const rows = ranks.positives + ranks.negatives;
  const loss = (metric: "log_loss" | "brier", sums: LossSums | undefined): Measured => {
    const mean = sums && meanWithError(sums);
    if (mean == null) return plain(metric, sums === undefined ? "not_probability" : "too_few_rows", rows);
    return withError(metric, mean.mean, mean.error, { rows, method: "normal" });
  };
  return [
    withError("roc_auc", rocAuc(ranks), delongError(ranks), { rows, method: "DeLong" }),
    plain("average_precision", averagePrecision(ranks), rows),
    loss("log_loss", losses?.logLoss),
    loss("brier", losses?.brier),
  ];
}
