import type { Headline, VerdictLevel } from "../../document/schema.ts";
import type { Proportion } from "../../stats/newcombe.ts";
import { wilson } from "../../stats/wilson.ts";
import type { MetricValue } from "../kind.ts";
import { metricDefinitions, metricOf } from "./definitions.ts";
import type { SideName } from "./parts.ts";
import type { Check, QualityResult } from "./result.ts";
import { nextWindow } from "./windows.ts";

const sides = ["reference", "production"] as const satisfies readonly SideName[];
const unitOf = new Map(metricDefinitions.map(({ id, unit }) => [id, unit]));

const blank: Omit<MetricValue, "metric" | "unit" | "row_count"> = {
  ...{ value: null, reason: null, numerator: null, denominator: null, ci_low: null, ci_high: null, ci_level: null },
  ...{ ci_method: null, p_value: null, p_adjusted: null, convention: null, column: null, slice: null },
  ...{ window_start: null, window_end: null, dataset_role: null, verdict: "none" },
};

type Given = Pick<MetricValue, "metric" | "row_count"> & Partial<MetricValue>;
const metric = (given: Given): MetricValue => ({
  ...blank,
  unit: unitOf.get(given.metric) ?? "",
  convention: `casefile/${given.metric.slice("quality.".length)}`,
  ...given,
});

/** Tidy rows: each number on each side, verdicts on production's (or on the only side's). */
export function metrics(result: QualityResult): readonly MetricValue[] {
  return [
    ...rowCounts(result),
    ...result.checks.flatMap((check) => checkMetrics(check, result)),
    ...nullShares(result),
  ];
}

function rowCounts({ rows, time, checks }: QualityResult): readonly MetricValue[] {
  const judged = checks.find(({ check }) => check === "rows")?.level ?? "none";
  return sides.flatMap((side): MetricValue[] => {
    const count = rows[side];
    if (count === null) return [];
    const verdict = side === "production" || rows.production === null ? judged : "none";
    const shared = { metric: "quality.row_count", dataset_role: side } as const;
    const windows = (time?.windows[side] ?? []).map(({ start, rows: inside, flag }) =>
      metric({
        ...{ ...shared, value: inside, row_count: inside, column: time?.column ?? null },
        ...{
          window_start: start,
          window_end: time && nextWindow(start, time.unit),
          verdict: flag === null ? "none" : "warn",
        },
      }),
    );
    return [metric({ ...shared, value: count, row_count: count, verdict }), ...windows];
  });
}

function checkMetrics(check: Check, { rows }: QualityResult): readonly MetricValue[] {
  const id = check.check in metricOf ? metricOf[check.check as keyof typeof metricOf] : null;
  if (id === null || check.level === "none") return [];
  return sides.flatMap((side): MetricValue[] => {
    const value = check[side];
    const of = check.of[side];
    const told = check.check === "vanished_category" ? "reference" : "production";
    if ((value === null && of === null) || (check.check === "vanished_category" && side !== told)) return [];
    const verdict = side === told || check.production === null ? check.level : "none";
    const shared = { metric: id, column: check.column, slice: null, dataset_role: side, verdict } as const;
    return [of ? shareMetric(of, shared, check.detail) : metric({ ...shared, value, row_count: rows[side] ?? 0 })];
  });
}

type Shared = Pick<MetricValue, "metric" | "column" | "slice" | "dataset_role" | "verdict">;

/** `renamed` rows carry the pair of names as their slice, since a column can have several. */
function shareMetric(of: Proportion, shared: Shared, detail: string | null): MetricValue {
  const interval = wilson(of.hits, of.rows);
  const slice = shared.metric === metricOf.renamed ? detail : null;
  const counts = { row_count: of.rows, numerator: of.hits, denominator: of.rows, slice };
  if (!interval) return metric({ ...shared, ...counts, value: null, reason: emptyOf(shared.dataset_role) });
  const ci = { ci_low: interval.low, ci_high: interval.high, ci_level: 0.95, ci_method: "wilson" };
  return metric({ ...shared, ...counts, ...ci, value: of.hits / of.rows });
}

const emptyOf = (side: MetricValue["dataset_role"]): string =>
  side === "reference" ? "empty_reference" : "empty_production";

function nullShares({ columns }: QualityResult): readonly MetricValue[] {
  return columns.flatMap(({ name, profiles }) =>
    sides.flatMap((side): MetricValue[] => {
      const profile = profiles[side];
      if (profile === null || profile.type !== "number") return [];
      const shared = {
        metric: "quality.null_share",
        column: name,
        slice: null,
        dataset_role: side,
        verdict: "none",
      } as const;
      return [shareMetric({ hits: profile.nulls, rows: profile.rows }, shared, null)];
    }),
  );
}

/** Production's numbers (the reference's alone): rows, whatever a check warns about, and the missing share where any value is missing. */
export function headline(result: QualityResult): readonly Headline[] {
  const side: SideName = result.rows.production === null ? "reference" : "production";
  const alarming = new Set<VerdictLevel>(["warn", "fail"]);
  const told = result.checks.filter(
    ({ check, level, ...sideValues }) =>
      check in metricOf &&
      (alarming.has(level) ||
        (check === "missing" && ((sideValues.reference ?? 0) > 0 || (sideValues.production ?? 0) > 0))),
  );
  const numbers = told.flatMap((check): Headline[] => {
    const id = metricOf[check.check as keyof typeof metricOf];
    return [
      { metric: id, column: check.column, value: check.check === "vanished_category" ? check.reference : check[side] },
    ];
  });
  return [{ metric: "quality.row_count", column: null, value: result.rows[side] }, ...numbers];
}
