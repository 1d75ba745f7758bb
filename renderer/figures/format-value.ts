import {
  formatCount,
  formatInstant,
  formatMetric,
  formatNumber,
  formatP,
  formatPoints,
  formatShare,
} from "../../analysis/base/format.ts";
import type { CellFormat, TableRow } from "../../analysis/kinds/kind.ts";

const ofNumber: Readonly<Record<CellFormat, (value: number) => string>> = {
  text: String,
  verdict: String,
  instant: String,
  count: formatCount,
  share: formatShare,
  points: formatPoints,
  metric: formatMetric,
  number: formatNumber,
  p: formatP,
};

/** A table's value as text. Null has no text: it is shown as such. */
export function formatValue(value: NonNullable<TableRow[string]>, format: CellFormat): string {
  if (typeof value === "number") return ofNumber[format](value);
  if (typeof value === "string" && format === "instant") return formatInstant(value);
  return String(value);
}

const textual: readonly CellFormat[] = ["text", "verdict", "instant"];
export const isNumeric = (format: CellFormat): boolean => !textual.includes(format);
