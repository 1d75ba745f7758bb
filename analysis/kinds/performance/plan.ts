import { fail } from "../../base/errors.ts";
import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { z } from "../../base/schema.ts";
import { identifier } from "../../sql/quote.ts";
import type { CellContext } from "../context.ts";
import type { Task } from "../kind.ts";
import type { PerformanceConfig } from "./config.ts";
import type { MetricKey } from "./definitions.ts";
import { measureBinary } from "./measure-binary.ts";
import { measureMulticlass } from "./measure-multiclass.ts";
import { measureRegression } from "./measure-regression.ts";
import type { SidePart } from "./measured.ts";
import type { SideTask } from "./side-task.ts";
import { sideColumns, taskOf, type SideColumns } from "./roles.ts";
import { frameOf, noWindow, windowStart } from "./windows.ts";

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
export function planPerformance(config: PerformanceConfig, context: CellContext): readonly Task<SidePart>[] {
  if (context.production === null)
    return fail({
      code: "config/needs-role",
      message: "Missing dataset: no file is pinned as production.",
      meaning: "Performance is measured on what the model met in production.",
      fix: "Pin a file and give it the role production.",
    });
  const time = frameOf(config, context);
  return (["reference", "production"] as const).flatMap((side) => {
    const dataset = context[side];
    if (dataset === null) return [];
    const start = windowStart(time, context, side);
    const task: SideTask = {
      ...{ side, seed: config.seed, primary: primaryOf(config, context), timed: start !== noWindow },
      query: { relation: dataset.relation, start },
    };
    const columns = sideColumns(config, context, side);
    return [{ label: side, run: (source) => measure(source, task, columns) }];
  });
}

async function measure(source: StatsSource, task: SideTask, columns: SideColumns | Reason): Promise<SidePart> {
  if (typeof columns === "string") return withoutMeasures(source, task, columns);
  if (columns.task === "binary") return measureBinary(source, task, columns);
  const { label, prediction } = columns;
  if (typeof prediction === "string") return withoutMeasures(source, task, prediction);
  const measureTask = columns.task === "multiclass" ? measureMulticlass : measureRegression;
  return measureTask(source, task, { label, prediction: prediction.sql });
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
