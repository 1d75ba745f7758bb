import { reasonText } from "../../base/reasons.ts";
import type { CellFormat, ResultTable, TableRow } from "../kind.ts";
import { infoOf, type MetricKey } from "./definitions.ts";
import { candidateTables } from "./candidate/candidate-tables.ts";
import { costTables } from "./costs/cost-tables.ts";
import { operationalTables } from "./operational/operational-tables.ts";
import { estimateTables } from "./estimate/estimate-tables.ts";
import { inLabelUnits } from "./metric-text.ts";
import type { Estimate, PerformanceResult } from "./result.ts";
import { windowWord } from "./windows.ts";
import type { Side } from "../binary-columns.ts";

const formatOf = (metric: MetricKey): CellFormat => (inLabelUnits.has(metric) ? "number" : "metric");

function metricRow({ reference, changes }: PerformanceResult, estimate: Estimate): TableRow {
  const { metric, value, low, high, rows, method, reason } = estimate;
  const before = reference?.estimates.find((other) => other.metric === metric)?.value ?? null;
  const change = changes.find((other) => other.metric === metric);
  const methods = [method, change?.method ?? null].filter((name) => name !== null);
  return {
    ...{ metric: infoOf(metric).name, value, low, high, rows, reference: before },
    ...(change === undefined
      ? { difference: null, change_low: null, change_high: null }
      : { difference: change.difference, change_low: change.low, change_high: change.high }),
    method: methods.length === 0 ? null : [...new Set(methods)].join(", "),
    why: reason === null ? null : reasonText[reason],
  };
}

/** Every metric on both sides with its interval and the difference. */
function metricsTable(result: PerformanceResult): ResultTable {
  const format = result.task === "regression" ? "number" : "metric";
  const column = (key: string, label: string): ResultTable["columns"][number] => ({ key, label, format });
  return {
    id: "metrics",
    title: "Metrics",
    columns: [
      { key: "metric", label: "Metric", format: "text" },
      column("value", "Production"),
      column("low", "95 % from"),
      column("high", "95 % to"),
      column("reference", "Reference"),
      column("difference", "Difference"),
      column("change_low", "Δ 95 % from"),
      column("change_high", "Δ 95 % to"),
      { key: "rows", label: "Rows", format: "count" },
      { key: "method", label: "Intervals", format: "text" },
      { key: "why", label: "Why undefined", format: "text" },
    ],
    rows: result.production.estimates.map((estimate) => metricRow(result, estimate)),
  };
}

/** One row a window, production's first: the primary metric with its verdict, and the other metrics beside it. */
function windowsTable({ time, primary, metrics, lines }: PerformanceResult): ResultTable | null {
  if (time === null || primary === null || time.windows.length === 0) return null;
  const format = formatOf(primary);
  const ordered = ["production", "reference"].flatMap((side) => time.windows.filter((window) => window.side === side));
  const others = metrics.flatMap((metric, index) => (metric === primary ? [] : [{ metric, index }]));
  return {
    id: "windows",
    title: `${infoOf(primary).name} by ${windowWord(time.unit)}`,
    columns: [
      { key: "verdict", label: "Verdict", format: "verdict" },
      { key: "start", label: "From", format: "instant" },
      { key: "side", label: "Side", format: "text" },
      { key: "rows", label: "Rows", format: "count" },
      { key: "labelled", label: "Labelled", format: "share" },
      { key: "value", label: infoOf(primary).name, format },
      { key: "low", label: "95 % from", format },
      { key: "high", label: "95 % to", format },
      { key: "reference", label: "Reference", format },
      { key: "difference", label: "Difference", format },
      { key: "note", label: "Note", format: "text" },
      ...others.map(({ metric, index }) => ({
        key: `m${index}`,
        label: infoOf(metric).name,
        format: formatOf(metric),
      })),
    ],
    rows: ordered.map((window) => {
      const { value, low, high, reason } = window.primary;
      const centre = lines?.centre ?? null;
      const notes = [
        window.provisional ? "provisional: labels are missing" : null,
        window.complete ? null : "not whole",
        reason === null ? null : reasonText[reason],
      ];
      return {
        ...{ verdict: window.level, start: window.start, side: window.side, rows: window.rows, value, low, high },
        ...{ labelled: window.rows === 0 ? null : window.labelled / window.rows, reference: centre },
        difference: value === null || centre === null ? null : value - centre,
        note: notes.filter((note) => note !== null).join("; ") || null,
        ...Object.fromEntries(others.map(({ index }) => [`m${index}`, window.values[index] ?? null])),
      };
    }),
  };
}

function confusionTable({ reference, production }: PerformanceResult): ResultTable | null {
  if (production.confusion === null) return null;
  const row = (side: Side, counts: PerformanceResult["production"]["confusion"]) =>
    counts === null ? [] : [{ side, ...counts }];
  return {
    id: "confusion",
    title: "Confusion counts",
    columns: [
      { key: "side", label: "Side", format: "text" },
      { key: "tp", label: "True positives", format: "count" },
      { key: "fp", label: "False positives", format: "count" },
      { key: "fn", label: "False negatives", format: "count" },
      { key: "tn", label: "True negatives", format: "count" },
    ],
    rows: [...row("production", production.confusion), ...row("reference", reference?.confusion ?? null)],
  };
}

function classesTable({ classes }: PerformanceResult): ResultTable | null {
  if (classes.length === 0) return null;
  return {
    id: "classes",
    title: "Classes",
    columns: [
      { key: "name", label: "Class", format: "text" },
      { key: "rows", label: "Rows", format: "count" },
      { key: "precision", label: "Precision", format: "metric" },
      { key: "recall", label: "Recall", format: "metric" },
      { key: "f1", label: "F1", format: "metric" },
      { key: "reference_f1", label: "Reference F1", format: "metric" },
      { key: "reference_rows", label: "Reference rows", format: "count" },
    ],
    rows: classes.map(({ name, production, reference }) => ({
      ...{ name, ...production, reference_f1: reference?.f1 ?? null, reference_rows: reference?.rows ?? null },
    })),
  };
}

export const performanceTables = (result: PerformanceResult): readonly ResultTable[] =>
  [
    ...[metricsTable(result), windowsTable(result)],
    ...estimateTables(result.estimated),
    ...candidateTables(result.candidate),
    ...costTables(result.costs),
    ...operationalTables(result.operational),
    ...[confusionTable(result), classesTable(result)],
  ].filter((table) => table !== null);
