import type { Headline } from "../../document/schema.ts";
import type { MetricValue } from "../kind.ts";
import { endOf } from "../time-windows.ts";
import { metricDefinitions } from "./definitions.ts";
import { flaggedColumns } from "./sentence.ts";
import type { Rate, SkewColumn, SkewResult } from "./result.ts";

const blank: MetricValue = {
  ...{ metric: "", value: null, reason: null, unit: "", row_count: 0, numerator: null, denominator: null },
  ...{ ci_low: null, ci_high: null, ci_level: null, ci_method: null, p_value: null, p_adjusted: null },
  ...{ convention: null, column: null, slice: null, window_start: null, window_end: null },
  ...{ dataset_role: null, verdict: "none" },
};
const units = new Map(metricDefinitions.map(({ id, unit }) => [id, unit]));

const named = (name: string, more: Partial<MetricValue>): MetricValue => ({
  ...{
    ...blank,
    metric: `skew.${name}`,
    convention: `casefile/${name}`,
    unit: units.get(`skew.${name}`) ?? "",
    ...more,
  },
});

function share(name: string, { hits, rows, value, low, high }: Rate, more: Partial<MetricValue> = {}): MetricValue {
  const interval = { ci_low: low, ci_high: high, ci_level: 0.95, ci_method: "wilson" };
  return named(name, {
    ...{
      value,
      reason: value === null ? "no_matched_rows" : null,
      row_count: rows,
      numerator: hits,
      denominator: rows,
    },
    ...(value === null ? {} : interval),
    ...more,
  });
}

/** Coverage both ways, each column's rates and pattern, its windows, and what each feature says about the label. */
export function skewMetrics(result: SkewResult): readonly MetricValue[] {
  if (result.key.compared === null) return leakage(result);
  const judged = (side: "training" | "serving"): Partial<MetricValue> => ({
    ...{ verdict: result.judged_side === side ? result.coverage_level : "none" },
    ...(result[side].coverage.value === null ? { reason: "no_values" } : {}),
  });
  return [
    share("coverage_training", result.training.coverage, judged("training")),
    share("coverage_serving", result.serving.coverage, judged("serving")),
    ...result.columns.flatMap((column) => ofColumn(column, result)),
    ...leakage(result),
  ];
}

function ofColumn(column: SkewColumn, { time }: SkewResult): readonly MetricValue[] {
  const { column: name, mismatch, reason, level, pattern } = column;
  const about = { column: name };
  if (reason !== null) return [share("mismatch_rate", mismatch, { ...about, reason })];
  const part = (metric: string, hits: number): MetricValue =>
    named(metric, {
      ...{
        ...about,
        value: hits / mismatch.rows,
        numerator: hits,
        denominator: mismatch.rows,
        row_count: mismatch.rows,
      },
    });
  const windows = (time?.windows ?? []).flatMap(({ start, matched }, index) => {
    const hits = column.windows?.[index] ?? null;
    if (hits === null || matched === 0 || time === null) return [];
    const at = { window_start: start, window_end: endOf(start, time.unit) };
    return [
      named("mismatch_rate", {
        ...at,
        column: name,
        value: hits / matched,
        numerator: hits,
        denominator: matched,
        row_count: matched,
      }),
    ];
  });
  return [
    share("mismatch_rate", mismatch, { ...about, verdict: level }),
    part("missing_in_serving", column.serving_missing),
    part("missing_in_training", column.training_missing),
    ...(pattern === null
      ? []
      : [
          named("pattern_share", {
            ...{
              ...about,
              value: pattern.share,
              numerator: pattern.rows,
              denominator: mismatch.hits,
              row_count: mismatch.hits,
            },
          }),
        ]),
    ...windows,
  ];
}

const leakage = ({ leakage: leaks }: SkewResult): readonly MetricValue[] =>
  leaks.map(({ column, auc, reason, rows, hints }) =>
    named("leakage_auc", {
      ...{ column, value: auc, reason: auc === null ? (reason ?? "not_applicable") : null, row_count: rows },
      verdict: hints.length > 0 ? "warn" : "none",
    }),
  );

/** What notes quote: coverage of the judged side, the rates of the columns that differ, and how many do. */
export function skewHeadline(result: SkewResult): readonly Headline[] {
  if (result.reason !== null) return [];
  const { judged_side, columns } = result;
  const flagged = flaggedColumns(result);
  const told = flagged.length > 0 ? flagged : columns.filter(({ reason }) => reason === null).slice(0, 1);
  return [
    { metric: `skew.coverage_${judged_side}`, column: null, value: result[judged_side].coverage.value },
    ...told
      .slice(0, 8)
      .map(({ column, mismatch }) => ({ metric: "skew.mismatch_rate", column, value: mismatch.value })),
  ];
}
