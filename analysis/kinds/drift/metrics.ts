import type { MetricValue } from "../kind.ts";
import { metricOf } from "./definitions.ts";
import type { ColumnResult, DriftResult } from "./result.ts";
import { endOf } from "../time-windows.ts";

const blank: MetricValue = {
  ...{ metric: "", value: null, reason: null, unit: "", row_count: 0, numerator: null, denominator: null },
  ...{
    ci_low: null,
    ci_high: null,
    ci_level: null,
    ci_method: null,
    p_value: null,
    p_adjusted: null,
    convention: null,
  },
  ...{ column: null, slice: null, window_start: null, window_end: null, dataset_role: "production", verdict: "none" },
};

type Interval = Pick<MetricValue, "ci_low" | "ci_high" | "ci_level" | "ci_method">;
const interval = (bounds: readonly [number, number] | undefined, method: string): Partial<Interval> =>
  bounds === undefined ? {} : { ci_low: bounds[0], ci_high: bounds[1], ci_level: 0.95, ci_method: method };

const bootstrap = "percentile bootstrap of binned counts, shifted by its bias";

function intervalOf(convention: string, column: ColumnResult): Partial<Interval> {
  if (convention === "casefile/psi") return interval(column.psi?.interval, bootstrap);
  return convention === "casefile/js" ? interval(column.psi?.js, bootstrap) : {};
}

const tested = new Set(["casefile/ks_p", "casefile/chi2_p"]);

/** Every number of the result as one row each: scores by convention, missing shares, and PSI by window. */
export function driftMetrics(result: DriftResult): readonly MetricValue[] {
  return [
    {
      ...blank,
      metric: "drift.columns_drifted",
      convention: "casefile/columns_drifted",
      unit: "columns",
      value: result.columns.filter(({ size }) => size !== "none").length,
      row_count: result.rows.production,
    },
    ...result.columns.flatMap((column) => [...scoreRows(column), ...missingRow(column), ...windowRows(column, result)]),
  ];
}

function scoreRows(column: ColumnResult): MetricValue[] {
  const rows = {
    column: column.name,
    row_count: column.reference.rows + column.production.rows,
    verdict: column.level,
  };
  if (column.reason !== null)
    return [
      { ...blank, ...rows, metric: "drift.psi", unit: "nats", reason: column.reason, convention: "casefile/psi" },
    ];
  return Object.entries(column.scores).map(([convention, value]) => ({
    ...{
      ...blank,
      ...rows,
      convention,
      metric: metricOf(convention)?.id ?? "",
      unit: metricOf(convention)?.unit ?? "",
    },
    ...(typeof value === "number" ? { value } : { reason: value }),
    ...intervalOf(convention, column),
    ...(tested.has(convention) && typeof value === "number"
      ? { p_value: value, p_adjusted: column.adjusted.values }
      : {}),
  }));
}

function missingRow({ name, missing, adjusted, reference, production, level }: ColumnResult): MetricValue[] {
  if (missing === null) return [];
  return [
    {
      ...{
        ...blank,
        metric: "drift.missing_share_difference",
        convention: "casefile/missing_share_difference",
        unit: "share of rows",
      },
      ...{ value: missing.difference, row_count: reference.rows + production.rows, column: name, verdict: level },
      ...{
        numerator: production.missing,
        denominator: production.rows,
        p_value: missing.p,
        p_adjusted: adjusted.missing,
      },
      ...interval(missing.interval, "Newcombe"),
    },
  ];
}

function windowRows({ name, windows }: ColumnResult, { time }: DriftResult): MetricValue[] {
  if (windows === null || time === null) return [];
  return windows.map((value, index) => ({
    ...{ ...blank, metric: "drift.psi", convention: "casefile/psi", unit: "nats", column: name, value },
    reason: value === null ? "too_few_rows" : null,
    row_count: time.rows[index] ?? 0,
    window_start: time.starts[index] ?? null,
    window_end: endOf(time.starts[index] ?? "", time.unit),
    verdict: value === null ? "low_n" : "none",
  }));
}
