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

/** Between 0 and 1: how much of the rows a check is about. A broken schema or a missing side is about all of them, a window of a gap about a hundredth. */
export function impactOf({ check, unit, difference, production }: Check): number {
  if (check === "gap") return Math.min(1, (production ?? 0) / 100);
  if (unit !== "share") return 1;
  return Math.abs(difference ?? production ?? 0);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
