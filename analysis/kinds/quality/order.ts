import type { VerdictLevel } from "../../document/schema.ts";
import { checkIds, type Check } from "./result.ts";

const levels: readonly VerdictLevel[] = ["fail", "warn", "low_n", "pass", "info", "none"];

/** Worst first; then by what is affected, the kind of check and the column, so that the order is one. */
export const inOrder = (checks: readonly Check[]): Check[] =>
  [...checks].sort(
    (a, b) =>
      levels.indexOf(a.level) - levels.indexOf(b.level) ||
      impactOf(b) - impactOf(a) ||
      checkIds.indexOf(a.check) - checkIds.indexOf(b.check) ||
      compare(a.column ?? "", b.column ?? ""),
  );

/**
 * How much a check matters beside others of its level: the share of rows that it is about, and 1 more for a column that
 * the model reads. A broken schema is about all rows, a window of a gap about a hundredth; no rows at all come first.
 */
export function impactOf(check: Check): number {
  if (check.check === "rows") return 3;
  return (check.model_input ? 1 : 0) + shareOfRows(check);
}

function shareOfRows({ check, unit, difference, production }: Check): number {
  if (check === "gap") return Math.min(1, (production ?? 0) / 100);
  return unit === "share" ? Math.abs(difference ?? production ?? 0) : 1;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
