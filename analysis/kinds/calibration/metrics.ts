import type { Headline } from "../../document/schema.ts";
import type { MetricValue } from "../kind.ts";
import { metricDefinitions } from "./definitions.ts";
import { ids } from "./ids.ts";
import { sideNames, type SideName } from "./parts.ts";
import type { CalibrationResult, Outcome, Repair, Score, SideResult } from "./result.ts";
import { binText, flaggedGroups, eceOf } from "./sentence.ts";
import { endOf } from "../time-windows.ts";

const unitOf = new Map(metricDefinitions.map(({ id, unit }) => [id, unit]));

const blank: MetricValue = {
  ...{ metric: "", value: null, reason: null, unit: "", row_count: 0, numerator: null, denominator: null },
  ...{ ci_low: null, ci_high: null, ci_level: null, ci_method: null, p_value: null, p_adjusted: null },
  ...{ convention: null, column: null, slice: null, window_start: null, window_end: null },
  ...{ dataset_role: null, verdict: "none" },
};

type Id = readonly [metric: string, convention: string];
const metric = ([id, convention]: Id, given: Partial<MetricValue>): MetricValue => ({
  ...blank,
  ...{ metric: id, convention, unit: unitOf.get(id) ?? "" },
  ...given,
});

const interval = (low: number, high: number, method: string): Partial<MetricValue> => ({
  ...{ ci_low: low, ci_high: high, ci_level: 0.95, ci_method: method },
});
const gapOf = ({ rows, gap, low, high }: Outcome): Partial<MetricValue> => ({
  ...{ value: gap, row_count: rows, ...interval(low, high, "wilson") },
});

const methods: Readonly<Record<string, string>> = {
  "calibration.ece": "percentile bootstrap of rows by bin and label, moved by twice its bias",
  "calibration.slope": "wald",
  "calibration.intercept": "wald",
};

/** Tidy rows: each side's scores and bins, the change, windows, groups and repairs. */
export function metrics(result: CalibrationResult): readonly MetricValue[] {
  return [
    ...sideNames.flatMap((name) => sideMetrics(name, result)),
    ...differenceMetric(result),
    ...sideNames.flatMap((name) => windowMetrics(name, result)),
    ...result.groups.flatMap(({ column, values }) => values.flatMap((value) => groupMetrics(column, value))),
    ...result.repairs.flatMap((repair) => repairMetrics(repair, result)),
    ...sideNames.flatMap((name) => classMetrics(name, result)),
  ];
}

function sideMetrics(name: SideName, { sides, settings, level }: CalibrationResult): MetricValue[] {
  const side = sides[name];
  if (side === null) return [];
  const shared = { dataset_role: name, column: settings.score, row_count: side.outcome?.rows ?? 0 };
  if (side.outcome === null)
    return [metric(ids.binned[settings.binning].ece, { ...shared, reason: side.reason ?? "too_few_rows" })];
  const verdict = name === "production" ? level : "none";
  return [
    ...side.scores.map((score) => ({
      ...scoreMetric(score),
      ...shared,
      ...(score.metric === "calibration.ece" && score.low !== null ? { verdict } : {}),
    })),
    ...side.bins.map((bin) =>
      metric(ids.binRate, {
        ...{ ...shared, slice: `score ${binText(bin)}`, value: bin.rate, row_count: bin.rows },
        ...{ numerator: bin.positives, denominator: bin.rows },
        ...interval(bin.mean - bin.high, bin.mean - bin.low, "wilson"),
      }),
    ),
  ];
}

function scoreMetric({ metric: id, convention, value, reason, low, high, p }: Score): MetricValue {
  const bounds = low === null || high === null ? {} : interval(low, high, methods[id] ?? "wilson");
  return metric([id, convention], { value, reason, p_value: p, ...bounds });
}

function differenceMetric({ effect, sides, settings, level }: CalibrationResult): MetricValue[] {
  if (effect?.against !== "reference") return [];
  const rows = (side: SideResult | null): number => side?.outcome?.rows ?? 0;
  return [
    metric(ids.eceDifference, {
      ...{ value: effect.value, row_count: rows(sides.reference) + rows(sides.production), column: settings.score },
      ...interval(effect.low, effect.high, methods["calibration.ece"] ?? ""),
      ...{ dataset_role: "production", verdict: level },
    }),
  ];
}

function windowMetrics(name: SideName, { time, settings }: CalibrationResult): MetricValue[] {
  return (time?.windows[name] ?? []).flatMap((window) => {
    const shared = {
      ...{ dataset_role: name, column: settings.score, row_count: window.rows },
      ...{ window_start: window.start, window_end: endOf(window.start, time?.unit ?? "day") },
    };
    const few = window.ece === null ? { reason: "too_few_rows", verdict: "low_n" as const } : {};
    const of = ids.binned[settings.binning];
    return [
      metric(ids.gap, { ...shared, ...gapOf(window) }),
      metric(of.ece, { ...shared, value: window.ece, ...few }),
      metric(of.debiased, { ...shared, value: window.ece_debiased, ...few }),
    ];
  });
}

function groupMetrics(column: string, group: CalibrationResult["groups"][number]["values"][number]): MetricValue[] {
  const { value: slice, reference, production, change, level, ece } = group;
  const shared = { column, slice };
  const error = (name: SideName, rows: number): MetricValue =>
    metric(ids.binned.equal_width.ece, {
      ...{ ...shared, dataset_role: name, row_count: rows, value: ece[name]?.value ?? null },
      ...(ece[name] === null
        ? { reason: "too_few_rows", verdict: "low_n" as const }
        : interval(ece[name].low, ece[name].high, "delta method about debiased ECE")),
    });
  return [
    ...(reference ? [error("reference", reference.rows)] : []),
    error("production", production.rows),
    ...(reference ? [metric(ids.gap, { ...shared, dataset_role: "reference", ...gapOf(reference) })] : []),
    metric(ids.gap, { ...shared, dataset_role: "production", ...gapOf(production), verdict: level }),
    ...(reference
      ? [
          metric(ids.gapChange, {
            ...{ ...shared, dataset_role: "production", value: change.value, verdict: level },
            ...{ row_count: reference.rows + production.rows, p_value: change.p, p_adjusted: change.adjusted },
            ...interval(change.low, change.high, "newcombe"),
          }),
        ]
      : []),
  ];
}

function repairMetrics(
  { map, reason, ece_after, brier_after, held_out }: Repair,
  { sides, settings }: CalibrationResult,
): MetricValue[] {
  const shared = {
    dataset_role: "production",
    column: settings.score,
    row_count: sides.production?.outcome?.rows ?? 0,
    reason,
  } as const;
  return [
    metric(map === "isotonic" ? ids.isotonicEce : ids.plattEce, { ...shared, value: ece_after }),
    metric(map === "isotonic" ? ids.isotonicBrier : ids.plattBrier, { ...shared, value: brier_after }),
    ...(held_out === null
      ? []
      : [
          metric(ids.heldOut[map].ece, { ...shared, reason: held_out.reason, value: held_out.ece_after }),
          metric(ids.heldOut[map].brier, { ...shared, reason: held_out.reason, value: held_out.brier_after }),
        ]),
  ];
}

function classMetrics(name: SideName, { classes, settings, sides }: CalibrationResult): MetricValue[] {
  if (classes === null || sides[name] === null) return [];
  const of = ids.binned[settings.binning].ece;
  const mean = classes.ece[name];
  return [
    metric(ids.classwise[settings.binning], {
      ...{ dataset_role: name, value: mean, reason: mean === null ? "too_few_rows" : null },
      row_count: Math.max(0, ...classes.list.map((one) => one[name]?.outcome?.rows ?? 0)),
    }),
    ...classes.list.map((one) =>
      metric(of, {
        ...{ dataset_role: name, column: one.column, slice: `class ${one.name}` },
        ...{
          value: one[name]?.ece ?? null,
          reason: one[name]?.reason ?? null,
          row_count: one[name]?.outcome?.rows ?? 0,
        },
      }),
    ),
  ];
}

const mostGroups = 5;

/** ECE, its change, the gap of all rows, and the gap of the groups that stand out. */
export function headline(result: CalibrationResult): readonly Headline[] {
  const { sides, effect } = result;
  const side = sides.production ?? sides.reference;
  return [
    { metric: "calibration.ece", column: null, value: eceOf(side) },
    ...(effect?.against === "reference"
      ? [{ metric: "calibration.ece_difference", column: null, value: effect.value }]
      : []),
    { metric: "calibration.gap", column: null, value: side?.outcome?.gap ?? null },
    ...flaggedGroups(result)
      .slice(0, mostGroups)
      .map(({ column, group }) => ({
        metric: "calibration.gap",
        column: `${column} = ${group.value}`,
        value: group.production.gap,
      })),
  ];
}
