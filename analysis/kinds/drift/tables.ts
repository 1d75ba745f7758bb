import { reasonText } from "../../base/reasons.ts";
import type { ResultTable, TableRow } from "../kind.ts";
import { metricOf } from "./definitions.ts";
import type { ColumnResult, DriftResult } from "./result.ts";
import { circumstances } from "./sentence.ts";

const mostShown = 12;

const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

function overviewRow(column: ColumnResult): TableRow {
  const { scores } = column;
  return {
    verdict: column.level,
    column: column.name,
    role: column.role,
    type: column.type,
    psi: number(scores["casefile/psi"]),
    low: column.psi?.interval[0] ?? null,
    high: column.psi?.interval[1] ?? null,
    noise: column.psi?.noise.psi[0] ?? null,
    js: number(scores["casefile/js"]),
    wasserstein: number(scores["casefile/wasserstein_normed"]),
    p: column.adjusted.values,
    missing: column.missing?.difference ?? null,
    importance: column.importance,
    since: column.since,
    note: column.reason === null ? circumstances(column) : reasonText[column.reason],
  };
}

/** The overview: one row a column, the most impact first. */
export const overviewTable = (result: DriftResult): ResultTable => ({
  id: "columns",
  title: "Columns",
  columns: [
    { key: "verdict", label: "Verdict", format: "verdict" },
    { key: "column", label: "Column", format: "text" },
    { key: "role", label: "Role", format: "text" },
    { key: "type", label: "Compared as", format: "text" },
    { key: "psi", label: "PSI", format: "metric" },
    { key: "low", label: "95 % from", format: "metric" },
    { key: "high", label: "95 % to", format: "metric" },
    { key: "noise", label: "Reference noise (95 %)", format: "metric" },
    { key: "js", label: "JS distance", format: "metric" },
    { key: "wasserstein", label: "Wasserstein / σ", format: "metric" },
    { key: "p", label: "Adjusted p", format: "p" },
    { key: "missing", label: "Missing Δ", format: "points" },
    ...(result.columns.some(({ importance }) => importance !== null)
      ? [{ key: "importance", label: "Importance", format: "metric" } as const]
      : []),
    { key: "since", label: "Since", format: "instant" },
    { key: "note", label: "What it looks like", format: "text" },
  ],
  rows: result.columns.map(overviewRow),
});

/** The scores of the first columns under every convention, for comparing with another tool's dashboard; exports have all. */
const conventionsTable = (result: DriftResult): ResultTable => ({
  id: "conventions",
  title:
    result.columns.length > mostShown
      ? `Scores by convention, the ${mostShown} columns of most impact`
      : "Scores by convention",
  columns: [
    { key: "column", label: "Column", format: "text" },
    { key: "metric", label: "Metric", format: "text" },
    { key: "convention", label: "Convention", format: "text" },
    { key: "value", label: "Value", format: "number" },
    { key: "why", label: "Why undefined", format: "text" },
  ],
  rows: result.columns.slice(0, mostShown).flatMap((column) =>
    Object.entries(column.scores).map(([convention, value]) => ({
      column: column.name,
      metric: metricOf(convention)?.name ?? "",
      convention,
      value: number(value),
      why: typeof value === "number" ? null : reasonText[value],
    })),
  ),
});

/** PSI by window, one row a window, one column a feature; the twelve of most impact. */
function windowsTable(result: DriftResult): ResultTable | null {
  const { time } = result;
  const shown = result.columns.filter(({ windows }) => windows !== null).slice(0, mostShown);
  if (time === null || shown.length === 0) return null;
  return {
    id: "windows",
    title: `PSI by ${time.unit}`,
    columns: [
      { key: "start", label: "From", format: "instant" },
      { key: "rows", label: "Rows", format: "count" },
      ...shown.map(({ name }, index) => ({ key: `c${index}`, label: name, format: "metric" as const })),
    ],
    rows: time.starts.map((start, window) => ({
      start,
      rows: time.rows[window] ?? 0,
      ...Object.fromEntries(shown.map(({ windows }, index) => [`c${index}`, windows?.[window] ?? null])),
    })),
  };
}

export const driftTables = (result: DriftResult): readonly ResultTable[] =>
  [overviewTable(result), windowsTable(result), conventionsTable(result)].filter((table) => table !== null);
