import { reasonText } from "../../../base/reasons.ts";
import type { ResultTable, TableColumn } from "../../kind.ts";
import { infoOf } from "../definitions.ts";
import { inLabelUnits } from "../metric-text.ts";
import type { EstimatedResult, Shift } from "./result.ts";
import { drawnValue, estimateNotes } from "./sentences.ts";

const share = (key: string, label: string): TableColumn => ({ key, label, format: "share" });

export const estimateTables = (estimated: EstimatedResult | null): readonly ResultTable[] =>
  estimated === null
    ? []
    : [windowsTable(estimated), ...shiftTable(estimated.shift), notesTable(estimated)].filter(
        ({ rows }) => rows.length > 0,
      );

/** One row a window, production's first: the estimate beside what labels say where they are there. */
function windowsTable(estimated: EstimatedResult): ResultTable {
  const { metrics, drawn, windows } = estimated;
  const name = infoOf(drawn).name;
  const ordered = ["production", "reference"].flatMap((side) => windows.filter((window) => window.side === side));
  const format = inLabelUnits.has(drawn) ? "number" : "metric";
  const metric = (key: string, label: string): TableColumn => ({ key, label, format });
  const others = metrics.flatMap((key, index) => (key === drawn ? [] : [{ key, index }]));
  return {
    id: "estimated",
    title: `Estimated ${name}, without labels`,
    columns: [
      { key: "start", label: "From", format: "instant" },
      { key: "side", label: "Side", format: "text" },
      { key: "rows", label: "Rows", format: "count" },
      ...[metric("value", `Estimated ${name}`), metric("low", "Band from"), metric("high", "Band to")],
      ...[metric("measured", "Measured"), { key: "why", label: "Why refused", format: "text" } as const],
      ...[{ key: "input", label: "Outside", format: "text" } as const, share("outside", "Of rows")],
      ...others.map(({ key, index }) => metric(`m${index}`, `Estimated ${infoOf(key).name}`)),
    ],
    rows: ordered.map((window) => ({
      ...{ start: window.start, side: window.side, rows: window.rows, value: drawnValue(estimated, window) },
      ...{
        low: window.low,
        high: window.high,
        measured: window.measured,
        input: window.input,
        outside: window.outside,
      },
      why: window.reason === null ? null : reasonText[window.reason],
      ...Object.fromEntries(others.map(({ index }) => [`m${index}`, window.values[index] ?? null])),
    })),
  };
}

/** Assumptions and back-tests belong to the numbers wherever these go. */
const notesTable = (estimated: EstimatedResult): ResultTable => ({
  id: "estimated_notes",
  title: "What the estimate assumes, and how it did where labels are there",
  columns: [{ key: "note", label: "Note", format: "text" }],
  rows: estimateNotes(estimated).map((note) => ({ note })),
});

function shiftTable(shift: Shift | null): readonly ResultTable[] {
  if (shift === null) return [];
  return [
    {
      id: "label_shift",
      title: "Share of positives, if only the class shares moved",
      columns: [
        { key: "start", label: "From", format: "instant" },
        { key: "rows", label: "Rows", format: "count" },
        ...[share("share", "Estimated"), share("low", "95 % from"), share("high", "95 % to")],
        ...[share("measured", "Measured"), { key: "why", label: "Why refused", format: "text" } as const],
      ],
      rows: shift.windows.map(({ start, rows, share: value, low, high, measured, reason }) => ({
        ...{ start, rows, share: value, low, high, measured, why: reason === null ? null : reasonText[reason] },
      })),
    },
  ];
}
