import type { MetricDefinition, MetricValue } from "../../kind.ts";
import { tasks } from "../../../document/schema.ts";
import { definitionOf, idOf, metricUnit } from "../definitions.ts";
import { estimable, estimableKeys, methods, type EstimableKey } from "./part.ts";
import type { EstimatedResult, EstimatedWindow, ShiftWindow } from "./result.ts";

/** Estimates have ids of their own, so that no export takes one for a measured number. */
const estimatedId = (metric: EstimableKey): string => idOf(metric).replace("performance.", "performance.estimated_");
const shareId = "performance.estimated_positive_share";
const shareUnit = "share of rows";

const ways = {
  binary: {
    source: "NannyML 0.13 CBPE",
    rule: "without labels; chances by isotonic regression on the reference, always applied",
  },
  multiclass: {
    source: "NannyML 0.13 CBPE",
    rule: "without labels; chances of each class against the rest by isotonic regression on the reference, made to add up to 1",
  },
  regression: {
    source: "NannyML 0.13 DLE; Friedman, Ann. Stat. 29 (2001)",
    rule: "without labels; the error of each row by boosted trees fitted on the reference",
  },
} as const;
const waysOf = (metric: EstimableKey) =>
  tasks
    .filter((task) => estimable[task].some((one) => one === metric))
    .map((task) => ({ id: `casefile/${methods[task]}`, ...ways[task] }));

export const estimateDefinitions: readonly MetricDefinition[] = [
  ...[...new Set(estimableKeys)].map((metric) => {
    const measured = definitionOf(metric);
    return {
      ...measured,
      ...{ id: estimatedId(metric), name: `Estimated ${measured.name}`, formula: `expected: ${measured.formula}` },
      conventions: waysOf(metric).map(({ id, rule }) => ({ id, rule })),
      source: [...new Set(waysOf(metric).map(({ source }) => source))].join("; "),
    };
  }),
  {
    ...{ id: shareId, name: "Estimated share of positives", formula: "(C⁻¹·μ)₁ · P(y = 1), clipped and rescaled" },
    ...{ unit: shareUnit, range: "0 to 1", direction: "neither" },
    conventions: [{ id: "casefile/bbse", rule: "if nothing but the shares of the classes moved" }],
    source: "Lipton, Wang & Smola, ICML (2018)",
  },
];

type Blank = MetricValue;

/** Every estimate of production, with its band where it is the drawn metric, and the share of positives. */
export function estimateMetrics(estimated: EstimatedResult | null, blank: Blank): readonly MetricValue[] {
  if (estimated === null) return [];
  const { windows, shift } = estimated;
  const shares = shift === null ? [] : [shareValue(shift.overall, blank), ...shift.windows.map((one) => ofWindow(one))];
  function ofWindow(window: ShiftWindow): MetricValue {
    const own = windows.find(({ side, start }) => side === "production" && start === window.start);
    return { ...shareValue(window, blank), window_start: window.start, window_end: own?.end ?? null };
  }
  return [...windows.flatMap((window) => windowValues(window, estimated, blank)), ...shares];
}

function windowValues(
  window: EstimatedWindow,
  { metrics, drawn, method }: EstimatedResult,
  blank: Blank,
): MetricValue[] {
  const { side, start, end, rows, values, reason, low, high } = window;
  return metrics.flatMap((metric, index) => {
    const value = values[index] ?? null;
    if (value === null && metric !== drawn) return [];
    const band =
      metric === drawn && low !== null && high !== null
        ? { ci_low: low, ci_high: high, ci_level: 0.95, ci_method: "band: chance, fit and back-test" }
        : {};
    return [
      {
        ...{ ...blank, metric: estimatedId(metric), unit: metricUnit(metric), value, row_count: rows },
        ...{ reason: value === null ? (reason ?? "not_estimated") : null, convention: `casefile/${method}` },
        ...{ dataset_role: side, window_start: start, window_end: end, ...band },
      },
    ];
  });
}

function shareValue({ share, low, high, reason, rows }: Omit<ShiftWindow, "start">, blank: Blank): MetricValue {
  const interval =
    low === null || high === null ? {} : { ci_low: low, ci_high: high, ci_level: 0.95, ci_method: "bootstrap" };
  return {
    ...{ ...blank, metric: shareId, unit: shareUnit, value: share, row_count: rows, convention: "casefile/bbse" },
    ...{ reason: share === null ? (reason ?? "not_estimated") : null, ...interval },
  };
}
