import type { MetricValue } from "../kind.ts";
import { idOf, metricUnit } from "./definitions.ts";
import { candidateMetrics } from "./candidate/candidate-tables.ts";
import { costMetrics } from "./costs/cost-tables.ts";
import { operationalMetrics } from "./operational/operational-tables.ts";
import { estimateMetrics } from "./estimate/estimate-metrics.ts";
import type { Estimate, PerformanceResult, PerformanceWindow, SideResult } from "./result.ts";
import type { Side } from "../binary-columns.ts";

const blank: MetricValue = {
  ...{ metric: "", value: null, reason: null, unit: "", row_count: 0, numerator: null, denominator: null },
  ...{ ci_low: null, ci_high: null, ci_level: null, ci_method: null, p_value: null, p_adjusted: null },
  ...{ convention: null, column: null, slice: null, window_start: null, window_end: null },
  ...{ dataset_role: "production", verdict: "none" },
};

const interval = ({ low, high, method }: Pick<Estimate, "low" | "high" | "method">): Partial<MetricValue> =>
  low === null && high === null ? {} : { ci_low: low, ci_high: high, ci_level: 0.95, ci_method: method };

const row = (estimate: Estimate, more: Partial<MetricValue>): MetricValue => ({
  ...{ ...blank, metric: idOf(estimate.metric), unit: metricUnit(estimate.metric), value: estimate.value },
  ...{ reason: estimate.reason, row_count: estimate.rows, convention: `casefile/${estimate.metric}` },
  ...{ numerator: estimate.numerator, denominator: estimate.denominator, ...interval(estimate), ...more },
});

function coverage(
  counts: { readonly rows: number; readonly labelled: number },
  more: Partial<MetricValue>,
): MetricValue[] {
  if (counts.rows === 0) return [];
  const { rows, labelled } = counts;
  return [
    {
      ...{
        ...blank,
        metric: "performance.label_coverage",
        convention: "casefile/label_coverage",
        unit: "share of rows",
      },
      ...{ value: labelled / rows, numerator: labelled, denominator: rows, row_count: rows, ...more },
    },
  ];
}

/** Every number of the result: both sides, their differences, and the windows with all metrics that are defined there. */
export function performanceMetrics(result: PerformanceResult): readonly MetricValue[] {
  const side = (name: Side, found: SideResult | null): MetricValue[] => {
    if (found === null) return [];
    const role = { dataset_role: name } as const;
    const level = (metric: string) => (name === "production" && metric === result.primary ? result.level : "none");
    return [
      ...found.estimates.map((estimate) => row(estimate, { ...role, verdict: level(estimate.metric) })),
      ...coverage(found, role),
    ];
  };
  const changes = result.changes.map((change) => ({
    ...{ ...blank, metric: "performance.change", convention: `casefile/${change.metric}_change`, ...interval(change) },
    ...{ unit: "the metric's unit", value: change.difference, row_count: result.production.labelled },
  }));
  return [
    ...side("production", result.production),
    ...side("reference", result.reference),
    ...changes,
    ...windows(result),
    ...estimateMetrics(result.estimated, blank),
    ...candidateMetrics(result.candidate, blank),
    ...costMetrics(result.costs, blank),
    ...operationalMetrics(result.operational, blank),
  ];
}

function windows(result: PerformanceResult): MetricValue[] {
  const { time, metrics, primary } = result;
  if (time === null || primary === null) return [];
  const method = result.production.estimates.find(({ metric }) => metric === primary)?.method ?? null;
  const blanks = { metric: primary, method, numerator: null, denominator: null };
  const others = (window: PerformanceWindow, at: Partial<MetricValue>): MetricValue[] =>
    metrics.flatMap((metric, index) => {
      const value = window.values[index] ?? null;
      if (value === null || metric === primary) return [];
      const row_count = window.labelled;
      const convention = `casefile/${metric}`;
      return [{ ...blank, ...at, metric: idOf(metric), unit: metricUnit(metric), value, row_count, convention }];
    });
  return time.windows.flatMap((window) => {
    const at = { dataset_role: window.side, window_start: window.start, window_end: window.end };
    return [
      row({ ...blanks, ...window.primary }, { ...at, verdict: window.level }),
      ...others(window, at),
      ...coverage(window, at),
    ];
  });
}
