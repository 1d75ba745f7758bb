import {
  formatCount,
  formatInstant,
  formatMetric,
  formatNumber,
  formatP,
  formatPoints,
  formatShare,
} from "../base/format.ts";
import { verdictLevels, type VerdictLevel } from "../document/schema.ts";
import type { CellFormat, TableRow } from "./kind.ts";

type TableValue = TableRow[string];

const numberFormats: Partial<Record<CellFormat, (value: number) => string>> = {
  count: formatCount,
  share: formatShare,
  points: formatPoints,
  metric: formatMetric,
  number: formatNumber,
  p: formatP,
};

export const isNumeric = (format: CellFormat): boolean => Object.hasOwn(numberFormats, format);

export const isVerdictLevel = (value: unknown): value is VerdictLevel => verdictLevels.some((level) => level === value);

/** A table's value as people read it; nothing is an en dash. */
export function tableText(value: TableValue | undefined, format: CellFormat): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return (numberFormats[format] ?? formatNumber)(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return format === "instant" ? formatInstant(value) : value;
}
