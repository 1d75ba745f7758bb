import { formatCount, formatInstant, formatShare } from "../../base/format.ts";
import type { CellContext } from "../context.ts";
import type { PerformanceConfig } from "./config.ts";
import { metricsOf, type MetricKey } from "./definitions.ts";
import { extrasOf, type PerformancePart } from "./extras.ts";
import { judge, levelOf } from "./judge.ts";
import { linesOf } from "./lines.ts";
import { changeOf, type Bucket, type ClassPart, type Measured, type SidePart } from "./measured.ts";
import { primaryOf } from "./plan.ts";
import type { Estimate, PerformanceResult, PerformanceWindow, SideResult } from "./result.ts";
import { decisionSource } from "../binary-columns.ts";
import { taskOf } from "./roles.ts";
import { frameOf, isWhole, windowEnd, type Frame as Windows } from "./windows.ts";

export function computePerformance(
  all: readonly PerformancePart[],
  config: PerformanceConfig,
  context: CellContext,
): PerformanceResult {
  const parts = all.filter((part) => isSide(part));
  const before = parts.find(({ side }) => side === "reference") ?? null;
  const now = parts.find(({ side }) => side === "production") ?? absent;
  const task = taskOf(config, context);
  const primary = now.reason === null ? primaryOf(config, context) : null;
  const [reference, production] = [before && sideOf(before, primary), sideOf(now, primary)];
  const time = primary === null ? null : frameOf(config, context);
  const windows = time === null || primary === null ? [] : windowsOf(parts, { config, context, primary, time });
  const judged = judgedOf({ config, primary, windows, reference, production });
  return {
    ...{ task, primary, reason: now.reason, metrics: task === null ? [] : [...metricsOf[task]], reference, production },
    ...judged.cell,
    ...{ decision: decisionOf(config, context), settings: settingsOf(config), changes: changesOf(before, now) },
    time: time === null ? null : { column: time.column, unit: time.unit, windows: judged.windows },
    classes: classesOf(before, now, context.privacyFloor),
    ...extrasOf(
      all.flatMap((part) => (isSide(part) ? [] : [part])),
      parts,
      { config, context, primary },
    ),
    notes: notesOf([reference, production], judged.windows, time),
  };
}

const isSide = (part: PerformancePart): part is SidePart => "side" in part;

interface Evidence {
  readonly config: PerformanceConfig;
  readonly primary: MetricKey | null;
  readonly windows: readonly PerformanceWindow[];
  readonly reference: SideResult | null;
  readonly production: SideResult;
}

/** The lines, each window's level and the cell's. */
function judgedOf({ config, primary, windows, reference, production }: Evidence): {
  readonly windows: PerformanceWindow[];
  readonly cell: Pick<PerformanceResult, "lines" | "level" | "reasons" | "since">;
} {
  const overall = production.estimates.find(({ metric }) => metric === primary);
  if (primary === null || overall === undefined)
    return { windows: [...windows], cell: { lines: null, level: "none", reasons: [], since: null } };
  const lines = linesOf(config, primary, { windows, reference });
  const judged = windows.map((window) => ({ ...window, level: windowLevel(window, primary, { lines, config }) }));
  const grounds = { primary, lines, overall, windows: judged, rule: config.persistence, minRows: config.min_rows };
  return { windows: judged, cell: { lines, ...judge(grounds) } };
}

const settingsOf = (config: PerformanceConfig): PerformanceResult["settings"] => ({
  ...{ min_rows: config.min_rows, min_coverage: config.min_coverage, seed: config.seed, ...config.persistence },
  ...{ warn_deviations: config.warn_deviations, fail_deviations: config.fail_deviations },
});

function decisionOf(config: PerformanceConfig, context: CellContext): PerformanceResult["decision"] {
  const by = decisionSource(config.decision, context.model);
  if (by === null || taskOf(config, context) !== "binary") return null;
  return { by, threshold: by === "threshold" ? (context.model?.threshold ?? null) : null };
}

const absent: SidePart = {
  ...{ side: "production", reason: "empty_production", overall: { rows: 0, labelled: 0, measures: [] }, windows: [] },
  ...{ untimed: 0, confusion: null, classes: [] },
};

const estimateOf = ({ metric, value, rows, interval, method, of }: Measured): Estimate => ({
  ...{
    metric,
    rows,
    value: typeof value === "number" ? value : null,
    reason: typeof value === "number" ? null : value,
  },
  ...{ low: finite(interval?.low), high: finite(interval?.high), method: interval === null ? null : method },
  ...{ numerator: of?.hits ?? null, denominator: of?.rows ?? null },
});
const finite = (bound: number | undefined): number | null =>
  bound !== undefined && Number.isFinite(bound) ? bound : null;

function sideOf({ reason, overall, untimed, confusion }: SidePart, primary: MetricKey | null): SideResult {
  const used = overall.measures.find(({ metric }) => metric === primary)?.rows ?? overall.labelled;
  return {
    ...{
      reason,
      rows: overall.rows,
      labelled: overall.labelled,
      unusable: overall.labelled - used,
      untimed,
      confusion,
    },
    estimates: overall.measures.map(estimateOf),
  };
}

interface Frame {
  readonly config: PerformanceConfig;
  readonly context: CellContext;
  readonly primary: MetricKey;
  readonly time: Windows;
}

const coverage = ({ rows, labelled }: { readonly rows: number; readonly labelled: number }): number =>
  rows === 0 ? 0 : labelled / rows;

/** The windows of both sides; those below the privacy floor have no numbers. */
function windowsOf(parts: readonly SidePart[], { config, context, primary, time }: Frame): PerformanceWindow[] {
  const usual = coverage(parts.find(({ side }) => side === "reference")?.overall ?? { rows: 1, labelled: 1 });
  return parts.flatMap(({ side, windows, located = null }) =>
    windows.map(({ start, bucket }) => ({
      ...{ side, start, end: windowEnd(start, time, located), rows: bucket.rows, labelled: bucket.labelled },
      ...numbersOf(bucket, primary, context.privacyFloor),
      provisional: coverage(bucket) < config.min_coverage * usual,
      complete: isWhole(start, time, context, side),
      level: "none" as const,
    })),
  );
}

const rounded = (value: number): number => Number(value.toPrecision(6));

function numbersOf(
  { measures }: Bucket,
  primary: MetricKey,
  floor: number,
): Pick<PerformanceWindow, "primary" | "values"> {
  const unknown = { value: null, reason: "too_few_rows", low: null, high: null } as const;
  const shown = measures.map(estimateOf).map(({ metric, value, reason, rows, low, high }) => ({
    metric,
    own: value !== null && rows < floor ? { ...unknown, rows } : { value, reason, rows, low, high },
  }));
  return {
    primary: shown.find(({ metric }) => metric === primary)?.own ?? { ...unknown, rows: 0 },
    values: shown.map(({ own }) => own.value && rounded(own.value)),
  };
}

function windowLevel(
  window: PerformanceWindow,
  primary: MetricKey,
  { lines, config }: { lines: PerformanceResult["lines"]; config: PerformanceConfig },
): PerformanceWindow["level"] {
  if (window.side === "reference") return "none";
  const level = levelOf(primary, window.primary, lines, config.min_rows);
  return window.provisional && level !== "low_n" && level !== "none" ? "info" : level;
}

function changesOf(before: SidePart | null, now: SidePart): PerformanceResult["changes"] {
  return now.overall.measures.flatMap((measure) => {
    const reference = before?.overall.measures.find(({ metric }) => metric === measure.metric);
    const change = reference && changeOf(reference, measure);
    if (change == null) return [];
    const { difference, interval, method } = change;
    const bounds = { low: finite(interval?.low), high: finite(interval?.high) };
    return [{ metric: measure.metric, difference, ...bounds, method: interval === null ? null : method }];
  });
}

/** Classes that enough rows have, by name. */
function classesOf(before: SidePart | null, now: SidePart, floor: number): PerformanceResult["classes"] {
  const share = (hits: number, rows: number): number | null => (rows === 0 ? null : hits / rows);
  const numbers = ({ hits, actual, predicted }: ClassPart) => ({
    ...{ rows: actual, precision: share(hits, predicted), recall: share(hits, actual) },
    f1: share(2 * hits, actual + predicted),
  });
  const named = new Map((before?.classes ?? []).map((one) => [one.name, one]));
  return now.classes
    .filter(({ name, actual }) => actual >= floor && (named.get(name)?.actual ?? floor) >= floor)
    .map((one) => {
      const reference = named.get(one.name);
      return {
        name: one.name,
        reference: reference === undefined ? null : numbers(reference),
        production: numbers(one),
      };
    });
}

const names = ["the reference", "production"] as const;

function notesOf(
  sides: readonly (SideResult | null)[],
  windows: readonly PerformanceWindow[],
  time: Windows | null,
): string[] {
  const bySide = sides.flatMap((side, index) => {
    if (side === null || side.rows === 0) return [];
    const [name, part] = [
      names[index] ?? "",
      (rows: number) => `${formatCount(rows)} of ${formatCount(side.rows)} rows of`,
    ];
    const missing = side.rows - side.labelled;
    return [
      ...(side.reason === null && missing > 0
        ? [`${part(missing)} ${name} have no label (${formatShare(missing / side.rows)}).`]
        : []),
      ...(side.unusable > 0 ? [`${part(side.unusable)} ${name} have a label but no usable score or prediction.`] : []),
      ...(time !== null && side.untimed > 0
        ? [`${part(side.untimed)} ${name} have no time and are in no window.`]
        : []),
    ];
  });
  const late = windows.filter(({ side, provisional }) => side === "production" && provisional);
  const since = late[0]?.start;
  if (since === undefined) return bySide;
  const count = `${formatCount(late.length)} ${late.length === 1 ? "window" : "windows"}`;
  return [
    ...bySide,
    `Labels are late or missing from ${formatInstant(since)} on: ${count} provisional and not judged.`,
  ];
}
