import type { Reason } from "../../../base/reasons.ts";
import { reasonText } from "../../../base/reasons.ts";
import type { MetricDefinition, MetricValue, ResultTable } from "../../kind.ts";
import type { Operation, OperationalResult } from "./result.ts";

const seen = { unit: "the column's unit", range: "any number", direction: "higher_is_worse" } as const;
const quantile = (percent: number): MetricDefinition => ({
  ...{ id: `performance.latency_p${percent}`, name: `Latency, ${percent}th percentile`, ...seen },
  formula: `the ${percent} % quantile, linear between order statistics`,
  source: "Hyndman & Fan (1996), type 7",
  conventions: [{ id: `casefile/latency_p${percent}`, rule: "exact; missing, NaN and infinite values are left out" }],
});

export const operationalDefinitions: readonly MetricDefinition[] = [
  ...[50, 95, 99].map(quantile),
  {
    ...{ id: "performance.error_rate", name: "Share of errors", formula: "errors / rows where it is known" },
    ...{ unit: "share of rows", range: "0 to 1", direction: "higher_is_worse", source: "Wilson (1927)" },
    conventions: [{ id: "casefile/error_rate", rule: "true, a number other than 0, or any text" }],
  },
  {
    ...{ id: "performance.throughput", name: "Rows an hour", formula: "rows / hours of the window" },
    ...{ unit: "rows per hour", range: "0 and up", direction: "neither", source: "Casefile" },
    conventions: [{ id: "casefile/throughput", rule: "of a side: hours from its first to its last row" }],
  },
];

export function operationalTables(result: OperationalResult | null): readonly ResultTable[] {
  if (result === null) return [];
  const number = (key: string, label: string) => ({ key, label, format: "number" }) as const;
  const share = (key: string, label: string) => ({ key, label, format: "share" }) as const;
  const latency = result.latency === null ? [] : [number("p50", "p50"), number("p95", "p95"), number("p99", "p99")];
  const errors =
    result.error === null ? [] : [share("error_rate", "Errors"), share("low", "95 % from"), share("high", "95 % to")];
  return [
    {
      ...{ id: "operation", title: "Latency, errors and throughput" },
      columns: [
        { key: "start", label: "From", format: "instant" },
        { key: "side", label: "Side", format: "text" },
        { key: "rows", label: "Rows", format: "count" },
        ...[...latency, ...errors, number("per_hour", "Rows an hour")],
        { key: "why", label: "Why missing", format: "text" },
      ],
      rows: [...result.sides.map((side) => ({ ...side, start: null })), ...result.windows].map((one) => ({
        ...{ start: one.start, side: one.side, rows: one.rows, p50: one.p50, p95: one.p95, p99: one.p99 },
        ...{ error_rate: one.error_rate, low: one.low, high: one.high, per_hour: one.per_hour },
        why: whyOf(one, result),
      })),
    },
  ];
}

function whyOf({ latency_reason, error_reason }: Operation, { latency, error }: OperationalResult): string | null {
  const said = (name: string | null, reason: Reason | null): string[] =>
    name === null || reason === null ? [] : [`${name}: ${reasonText[reason]}`];
  return [...said(latency, latency_reason), ...said(error, error_reason)].join("; ") || null;
}

export function operationalMetrics(result: OperationalResult | null, blank: MetricValue): readonly MetricValue[] {
  if (result === null) return [];
  const rows = (one: Operation, more: Partial<MetricValue>): MetricValue[] => {
    const base = { ...blank, dataset_role: one.side, ...more };
    const quantiles = (
      [
        ["p50", one.p50],
        ["p95", one.p95],
        ["p99", one.p99],
      ] as const
    ).map(([name, value]) => ({
      ...{ ...base, metric: `performance.latency_${name}`, unit: "the column's unit", column: result.latency, value },
      ...{ row_count: one.timed, reason: value === null ? (one.latency_reason ?? "no_rows") : null },
      convention: `casefile/latency_${name}`,
    }));
    const interval =
      one.low === null || one.high === null
        ? {}
        : { ci_low: one.low, ci_high: one.high, ci_level: 0.95, ci_method: "Wilson" };
    const errorRow: MetricValue = {
      ...{ ...base, metric: "performance.error_rate", unit: "share of rows", column: result.error, ...interval },
      ...{ value: one.error_rate, reason: one.error_rate === null ? (one.error_reason ?? "no_rows") : null },
      ...{ row_count: one.known, numerator: one.errors, denominator: one.known, convention: "casefile/error_rate" },
    };
    const throughput: MetricValue = {
      ...{ ...base, metric: "performance.throughput", unit: "rows per hour", value: one.per_hour, row_count: one.rows },
      ...{ reason: one.per_hour === null ? "no_time" : null, convention: "casefile/throughput" },
    };
    return [...(result.latency === null ? [] : quantiles), ...(result.error === null ? [] : [errorRow]), throughput];
  };
  return [
    ...result.sides.flatMap((side) => rows(side, {})),
    ...result.windows.flatMap((window) => rows(window, { window_start: window.start, window_end: window.end })),
  ];
}
