import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import { taskOf, type TaskName } from "../roles.ts";
import { locateWindows } from "../windows.ts";
import { binaryWay } from "./binary-way.ts";
import { classWay } from "./class-way.ts";
import { errorWay } from "./error-way.ts";
import { inputsOf, outsideByWindow } from "./inputs.ts";
import { estimable, methods, type EstimatePart } from "./part.ts";
import type { EstimateTask, LabelCount, SideWindows, Way } from "./way.ts";

/** The share of the reference's windows that the back-test's map is fitted on, and the fewest left to test it on. */
const fitShare = 0.6;
const fewestTested = 5;

const ways: Readonly<Record<TaskName, (task: EstimateTask) => Way | Reason>> = {
  binary: binaryWay,
  multiclass: classWay,
  regression: errorWay,
};

/** Estimates every window of production from the reference's labels alone, and tests the way on the reference's later windows. */
export async function measureEstimate(source: StatsSource, task: EstimateTask): Promise<EstimatePart> {
  const { config, context } = task;
  const name = taskOf(config, context) ?? "binary";
  const nothing: EstimatePart = {
    ...{ extra: "estimate", method: methods[name], metrics: estimable[name], reason: null, idle: false },
    ...{ fit: null, early: null, windows: [], unchecked: [], shift: null },
  };
  const way = ways[name](task);
  if (typeof way === "string") return { ...nothing, reason: way };
  const [before, now] = [
    await locateWindows(source, way.time, context, "reference"),
    await locateWindows(source, way.time, context, "production"),
  ];
  if (before === null || now === null) return { ...nothing, reason: "no_back_test" };
  const windows: SideWindows = { reference: before, production: now };
  const counts = {
    reference: await way.counts(source, "reference", before),
    production: await way.counts(source, "production", now),
  };
  if (config.estimate.when === "auto" && labelsAreThere(counts, config.min_coverage)) return { ...nothing, idle: true };
  const split = splitOf(counts.reference);
  if (split === null) return { ...nothing, reason: "no_back_test" };
  const found = await way.estimate(source, { split, windows });
  if (found.reason !== null) return { ...nothing, ...found };
  const { inputs, unchecked } = inputsOf(context, way.outputs);
  const outside = await outsideByWindow(source, way.relations, now, inputs);
  return {
    ...{ ...nothing, ...found, unchecked },
    windows: found.windows.map((window) =>
      window.side === "reference" ? window : { ...window, outside: outside.get(window.start) ?? null },
    ),
  };
}

/** The day of the first window that the back-test tries, or nothing where too few are left for it. */
function splitOf(reference: readonly LabelCount[]): string | null {
  const days = reference.filter(({ labelled }) => labelled > 0).map(({ day }) => day);
  const first = Math.ceil(days.length * fitShare);
  return days.length - first < fewestTested ? null : (days[first] ?? null);
}

/** Whether no window of production is short of labels. */
function labelsAreThere(
  counts: Readonly<Record<"reference" | "production", readonly LabelCount[]>>,
  least: number,
): boolean {
  const sum = (rows: readonly LabelCount[], what: "rows" | "labelled"): number =>
    rows.reduce((all, row) => all + row[what], 0);
  const usual = sum(counts.reference, "labelled") / Math.max(1, sum(counts.reference, "rows"));
  return counts.production.every(({ rows, labelled }) => labelled >= least * usual * rows);
}
