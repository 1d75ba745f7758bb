import { fail } from "../../base/errors.ts";
import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { z } from "../../base/schema.ts";
import { identifier } from "../../sql/quote.ts";
import type { CellContext } from "../context.ts";
import type { Task } from "../kind.ts";
import { classScores, type ClassScores } from "./class-scores.ts";
import type { PerformanceConfig } from "./config.ts";
import { countedOnce, type CountDecisions } from "./counted-once.ts";
import type { PerformancePart } from "./extras.ts";
import type { MetricKey } from "./definitions.ts";
import { measureCandidate } from "./candidate/measure-candidate.ts";
import { measureCosts } from "./costs/measure-costs.ts";
import { measureOperations } from "./operational/measure-operations.ts";
import { measureEstimate } from "./estimate/measure-estimate.ts";
import { measureBinary } from "./measure-binary.ts";
import { measureMulticlass } from "./measure-multiclass.ts";
import { measureRegression } from "./measure-regression.ts";
import type { SidePart } from "./measured.ts";
import type { SideTask } from "./side-task.ts";
import { sideColumns, taskOf, type SideColumns, type TaskName } from "./roles.ts";
import { frameOf, locateWindows, noWindow, type Frame } from "./windows.ts";

/** The metric that is drawn and judged. */
export function primaryOf(config: PerformanceConfig, context: CellContext): MetricKey | null {
  const task = taskOf(config, context);
  if (task === null) return null;
  const chosen = config.primary[task];
  if (chosen !== "auto") return chosen;
  return context.model?.columns.score == null ? "f1" : "roc_auc";
}

/**
 * One task a side that is pinned.
 * @throws `config/needs-role` when production is not pinned
 */
export function planPerformance(config: PerformanceConfig, context: CellContext): readonly Task<PerformancePart>[] {
  if (context.production === null)
    return fail({
      code: "config/needs-role",
      message: "Missing dataset: no file is pinned as production.",
      meaning: "Performance is measured on what the model met in production.",
      fix: "Pin a file and give it the role production.",
    });
  const time = frameOf(config, context);
  const decisions = countedOnce();
  const sides = (["reference", "production"] as const).flatMap((side): Task<PerformancePart>[] => {
    const dataset = context[side];
    if (dataset === null) return [];
    const columns = sideColumns(config, context, side);
    const run = async (source: StatsSource): Promise<SidePart> => {
      const window = await locateWindows(source, time, context, side);
      const task: SideTask = {
        ...{ side, seed: config.seed, primary: primaryOf(config, context), timed: window !== null, decisions },
        query: { relation: dataset.relation, ...(window ?? noWindow) },
      };
      const located = window && { starts: window.starts, last: window.last };
      const scores = classScores(config, context, side);
      return { ...(await measure(source, task, columns, scores)), located };
    };
    return [{ label: side, run }];
  });
  return [
    ...sides,
    ...estimation(config, context, { time, count: decisions.count }),
    ...settingsTasks(config, context, time),
  ];
}

/** What runs only where the settings ask for it. */
function settingsTasks(
  config: PerformanceConfig,
  context: CellContext,
  time: Frame | null,
): readonly Task<PerformancePart>[] {
  const { candidate, costs, operational } = config;
  return [
    ...(candidate === null
      ? []
      : [{ label: candidate.name, run: (source: StatsSource) => measureCandidate(source, config, context) }]),
    ...(costs === null || taskOf(config, context) !== "binary"
      ? []
      : [{ label: "costs", run: (source: StatsSource) => measureCosts(source, config, context) }]),
    ...(operational === null
      ? []
      : (["reference", "production"] as const)
          .filter((side) => context[side] !== null)
          .map((side) => ({
            label: `operation of ${side}`,
            run: (source: StatsSource) => measureOperations(source, { operational, context, time, side }),
          }))),
  ];
}

function estimation(
  config: PerformanceConfig,
  context: CellContext,
  { time, count }: { readonly time: Frame | null; readonly count: CountDecisions },
): readonly Task<PerformancePart>[] {
  const task = taskOf(config, context);
  if (config.estimate.when === "never" || task === null || context.reference === null) return [];
  if (config.estimate.when === "auto" && (time === null || !isEstimable(task, config, context))) return [];
  return [{ label: "estimation", run: (source) => measureEstimate(source, { config, context, time, count }) }];
}

/** Whether the model and the settings name what an estimate is made of. */
function isEstimable(task: TaskName, { class_scores }: PerformanceConfig, { model }: CellContext): boolean {
  const { score, prediction } = model?.columns ?? {};
  if (task === "multiclass") return Object.keys(class_scores).length > 0;
  return task === "binary" ? score != null : (prediction ?? score) != null;
}

async function measure(
  source: StatsSource,
  task: SideTask,
  columns: SideColumns | Reason,
  scores: ClassScores | Reason,
): Promise<SidePart> {
  if (typeof columns === "string") return withoutMeasures(source, task, columns);
  if (columns.task === "binary") return measureBinary(source, task, columns);
  const { label, prediction } = columns;
  if (typeof prediction === "string") return withoutMeasures(source, task, prediction);
  return columns.task === "multiclass"
    ? measureMulticlass(source, task, { label, prediction: prediction.sql, scores })
    : measureRegression(source, task, { label, prediction: prediction.sql });
}

/** Rows are counted even where nothing else can be said. */
async function withoutMeasures(source: StatsSource, { side, query }: SideTask, reason: Reason): Promise<SidePart> {
  const [counted] = await source.rows({
    name: `rows of ${query.relation}`,
    maxRows: 1,
    row: z.strictObject({ n: z.number() }),
    sql: `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${identifier(query.relation)}`,
  });
  const overall = { rows: counted?.n ?? 0, labelled: 0, measures: [] };
  return { side, reason, overall, windows: [], untimed: 0, confusion: null, classes: [] };
}
