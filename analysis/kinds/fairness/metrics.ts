import type { Headline } from "../../document/schema.ts";
import type { MetricValue } from "../kind.ts";
import { isError, judgedMeasures } from "./judged.ts";
import { measuresOfTask, type Measure } from "./config.ts";
import type { Counts } from "./counts.ts";
import { convention, metricDefinitions } from "./definitions.ts";
import { estimateOf, hitsOf, reasonOf, rowsOf } from "./measures.ts";
import { sideNames } from "./parts.ts";
import type { Comparison, DisparityResult, FairnessResult, Group, SliceResult } from "./result.ts";
import { flaggedGroups } from "./flagged.ts";

const unitOf = new Map(metricDefinitions.map(({ id, unit }) => [id, unit]));

const blank: MetricValue = {
  ...{ metric: "", value: null, reason: null, unit: "", row_count: 0, numerator: null, denominator: null },
  ...{ ci_low: null, ci_high: null, ci_level: null, ci_method: null, p_value: null, p_adjusted: null },
  ...{ convention: null, column: null, slice: null, window_start: null, window_end: null },
  ...{ dataset_role: null, verdict: "none" },
};
const metric = (name: string, given: Partial<MetricValue>): MetricValue => ({
  ...{ ...blank, metric: `fairness.${name}`, convention: convention(name), unit: unitOf.get(`fairness.${name}`) ?? "" },
  ...given,
});
const interval = (
  { low, high }: { readonly low: number; readonly high: number | null },
  method: string,
): Partial<MetricValue> => ({ ci_low: low, ci_high: high, ci_level: 0.95, ci_method: method });

/** Tidy rows: all rows, each group, its comparisons, the disparities and the slices. */
export function metrics(result: FairnessResult): readonly MetricValue[] {
  return [
    ...sideNames.flatMap((side) =>
      measuresOfTask[result.settings.task].map((measure) =>
        rate(measure, result.overall[side], { dataset_role: side }),
      ),
    ),
    ...result.groups.flatMap((group) => groupMetrics(group, result)),
    ...result.disparities.flatMap(disparityMetrics),
    ...(result.slices?.found ?? []).flatMap(sliceMetrics),
  ];
}

const methodOf = (measure: Measure): string =>
  isError(measure) ? "normal" : measure === "macro_recall" ? "square and add of wilson" : "wilson";
function differenceMethod(measure: Measure): string {
  if (isError(measure)) return "welch";
  return measure === "calibration_gap" || measure === "macro_recall" ? "square and add" : "newcombe";
}

function rate(measure: Measure, counts: Counts | null, given: Partial<MetricValue>): MetricValue {
  const side = given.dataset_role === "reference" ? "empty_reference" : "empty_production";
  if (counts === null) return metric(measure, { ...given, reason: side });
  const [hits, rows] = [hitsOf(measure, counts), rowsOf(measure, counts)];
  const found = estimateOf(measure, counts);
  const shared = { ...given, row_count: rows, numerator: hits, denominator: rows };
  if (found === null) return metric(measure, { ...shared, reason: reasonOf(measure, counts) });
  return metric(measure, { ...shared, value: found.value, ...interval(found, methodOf(measure)) });
}

function groupMetrics(group: Group, { settings }: FairnessResult): MetricValue[] {
  const shared = { column: group.columns.join(" × "), slice: group.text };
  const shown = group.columns.length === 1 ? measuresOfTask[settings.task] : judgedMeasures(settings);
  return [
    ...sideNames.flatMap((side) => {
      const counts = group.counts[side];
      return counts === null ? [] : shown.map((measure) => rate(measure, counts, { ...shared, dataset_role: side }));
    }),
    ...group.comparisons.flatMap((comparison) => comparisonMetrics(comparison, group, shared)),
  ];
}

function comparisonMetrics(one: Comparison, group: Group, place: Partial<MetricValue>): MetricValue[] {
  const rows = group.counts.production === null ? 0 : rowsOf(one.measure, group.counts.production);
  const shared = { ...place, dataset_role: "production", row_count: rows, verdict: one.level } as const;
  const { measure, rest, ratio, change } = one;
  return [
    ...(rest
      ? [
          metric(`${measure}_rest_difference`, {
            ...{ ...shared, value: rest.value, p_value: rest.p, p_adjusted: rest.adjusted },
            ...interval(rest, differenceMethod(measure)),
          }),
        ]
      : []),
    ...(ratio
      ? [metric(`${measure}_overall_ratio`, { ...shared, value: ratio.value, ...interval(ratio, "koopman") })]
      : []),
    ...(change
      ? [
          metric(`${measure}_relative_change`, {
            ...{ ...shared, value: change.value, p_value: change.p, p_adjusted: change.adjusted },
            ...interval(change, "square and add"),
          }),
        ]
      : []),
  ];
}

function disparityMetrics(one: DisparityResult): MetricValue[] {
  const method = "parametric bootstrap of the groups, moved by twice its bias";
  const column = one.columns.join(" × ");
  const sides = sideNames.flatMap((side) => {
    const found = one[side];
    if (found === null) return [];
    const verdict = side === "production" && one.judged ? one.level : "none";
    return [
      metric(one.kind, { ...{ column, dataset_role: side, value: found.value, verdict }, ...interval(found, method) }),
    ];
  });
  if (sides.length === 0) return [metric(one.kind, { column, reason: one.reason ?? "too_few_rows", verdict: "low_n" })];
  const { change } = one;
  if (change === null) return sides;
  return [
    ...sides,
    metric(`${one.kind}_change`, {
      ...{ column, dataset_role: "production", value: change.value },
      ...interval(change, method),
    }),
  ];
}

function sliceMetrics(slice: SliceResult): MetricValue[] {
  const shared = { slice: slice.text, dataset_role: "production", row_count: slice.rows } as const;
  return [
    metric("slice_loss", { ...shared, value: slice.loss }),
    metric("slice_loss_difference", {
      ...{ ...shared, value: slice.difference.value, verdict: slice.level, ...interval(slice.difference, "welch") },
      ...{ p_value: slice.p, p_adjusted: slice.adjusted },
    }),
    ...(slice.change === null
      ? []
      : [
          metric("slice_loss_change", {
            ...{ ...shared, value: slice.change.value, ...interval(slice.change, "welch") },
            ...{ p_value: slice.change.p, p_adjusted: slice.change.adjusted },
          }),
        ]),
    ...(slice.beyond === null
      ? []
      : [
          metric("slice_loss_relative_change", {
            ...shared,
            value: slice.beyond.value,
            ...interval(slice.beyond, "welch"),
          }),
        ]),
    metric("slice_share_of_loss", { ...shared, value: slice.share_of_loss }),
  ];
}

const mostHeadlines = 5;

/** The judged disparities, then the groups that stand out. */
export function headline(result: FairnessResult): readonly Headline[] {
  const judged = result.disparities.filter((one) => one.judged && one.production !== null);
  const groups = flaggedGroups(result).flatMap(({ group, comparison }): Headline[] => {
    const counts = group.counts.production;
    const found = counts && estimateOf(comparison.measure, counts);
    return found ? [{ metric: `fairness.${comparison.measure}`, column: group.text, value: found.value }] : [];
  });
  return [
    ...judged.map(({ kind, columns, production }) => ({
      ...{ metric: `fairness.${kind}`, column: columns.join(" × "), value: production?.value ?? null },
    })),
    ...groups.slice(0, mostHeadlines),
  ];
}
