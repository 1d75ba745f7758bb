import type { Headline } from "../../document/schema.ts";
import type { MetricValue } from "../kind.ts";
import type { SqlResult } from "./result.ts";
import { verdict } from "./summarize.ts";

const blank: Omit<MetricValue, "metric" | "unit" | "row_count" | "convention"> = {
  ...{ value: null, reason: null, numerator: null, denominator: null, ci_low: null, ci_high: null, ci_level: null },
  ...{ ci_method: null, p_value: null, p_adjusted: null, column: null, slice: null },
  ...{ window_start: null, window_end: null, dataset_role: null, verdict: "none" },
};

/** The row count, and the first value where a range is expected of it. The verdict stands at the number that it judges. */
export function metrics(result: SqlResult): readonly MetricValue[] {
  const { total, expectation, columns } = result;
  const { level } = verdict(result);
  const isRange = expectation?.rule === "between";
  const rows: MetricValue = {
    ...{ ...blank, metric: "sql.row_count", unit: "rows", convention: "casefile/row_count" },
    ...{ value: total, row_count: total, verdict: isRange ? "none" : level },
  };
  if (!isRange) return [rows];
  const { value, reason } = expectation;
  return [
    rows,
    {
      ...{ ...blank, metric: "sql.value", unit: "value", convention: "casefile/value" },
      ...{ value, reason, row_count: total, column: columns[0]?.name ?? null, verdict: level },
    },
  ];
}

export const headline = (result: SqlResult): readonly Headline[] =>
  metrics(result)
    .map(({ metric, column, value }) => ({ metric, column, value }))
    .reverse();
