import type { MetricDefinition, MetricValue, ResultTable } from "../../kind.ts";
import { reasonText } from "../../../base/reasons.ts";
import { formatNumber } from "../../../base/format.ts";
import type { Cost, CostsResult } from "./result.ts";

const unit = "the cost matrix's unit per row";
const id = "performance.cost";
const least = "performance.least_cost";

export const costDefinitions: readonly MetricDefinition[] = [
  {
    ...{ id, name: "Cost of a row", formula: "Σ rows·cost of each cell of the confusion table / rows", unit },
    ...{ range: "any number", direction: "higher_is_worse", source: "Elkan, IJCAI (2001)" },
    conventions: [{ id: "casefile/cost", rule: "labelled rows with a decision; mean ± 1.96 standard errors" }],
  },
  {
    ...{
      id: least,
      name: "Cost of a row at the cheapest threshold",
      formula: "min over thresholds, on the reference",
      unit,
    },
    ...{ range: "any number", direction: "higher_is_worse", source: "Elkan, IJCAI (2001)" },
    conventions: [{ id: "casefile/least_cost", rule: "the threshold is chosen on the reference" }],
  },
];

const numbers = (cost: Cost) => ({
  ...{ rows: cost.rows, value: cost.value, low: cost.low, high: cost.high, total: cost.total },
  why: cost.reason === null ? null : reasonText[cost.reason],
});

export function costTables(result: CostsResult | null): readonly ResultTable[] {
  if (result === null) return [];
  const number = (key: string, label: string) => ({ key, label, format: "number" }) as const;
  const columns = [
    { key: "rows", label: "Rows", format: "count" } as const,
    ...[
      number("value", "Cost a row"),
      number("low", "95 % from"),
      number("high", "95 % to"),
      number("total", "In all"),
    ],
    { key: "why", label: "Why undefined", format: "text" } as const,
  ];
  const cheapest = result.least;
  const at = cheapest?.threshold == null ? "calling no row positive" : `threshold ${formatNumber(cheapest.threshold)}`;
  const other = (side: "production" | "reference") => {
    const cost = cheapest?.[side];
    return cost == null ? [] : [{ what: `${side}, ${at} (least on the reference)`, ...numbers(cost) }];
  };
  return [
    {
      ...{ id: "costs", title: "Cost of decisions" },
      columns: [{ key: "what", label: "Rows of", format: "text" }, ...columns],
      rows: [
        ...result.sides.map(({ side, ...cost }) => ({ what: `${side}, decisions as they are`, ...numbers(cost) })),
        ...[...other("production"), ...other("reference")],
      ],
    },
    {
      ...{ id: "cost_windows", title: "Cost of decisions by window" },
      columns: [
        { key: "start", label: "From", format: "instant" },
        { key: "side", label: "Side", format: "text" },
        ...columns,
      ],
      rows: result.windows.map(({ side, start, ...cost }) => ({ start, side, ...numbers(cost) })),
    },
  ];
}

export function costMetrics(result: CostsResult | null, blank: MetricValue): readonly MetricValue[] {
  if (result === null) return [];
  const row = (metric: string, cost: Cost, more: Partial<MetricValue>): MetricValue => ({
    ...{ ...blank, metric, unit, value: cost.value, reason: cost.reason, row_count: cost.rows },
    ...{ numerator: cost.total, denominator: cost.rows, convention: metric.replace("performance.", "casefile/") },
    ...(cost.low === null || cost.high === null
      ? {}
      : { ci_low: cost.low, ci_high: cost.high, ci_level: 0.95, ci_method: "normal" }),
    ...more,
  });
  return [
    ...result.sides.map(({ side, ...cost }) => row(id, cost, { dataset_role: side })),
    ...result.windows.map(({ side, start, end, ...cost }) =>
      row(id, cost, { dataset_role: side, window_start: start, window_end: end }),
    ),
    ...(["production", "reference"] as const).flatMap((side) => {
      const cost = result.least?.[side];
      return cost == null ? [] : [row(least, cost, { dataset_role: side })];
    }),
  ];
}
