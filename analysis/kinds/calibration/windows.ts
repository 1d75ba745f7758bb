import { calibrationErrors, debiasedEce } from "../../stats/calibration-error.ts";
import { addSums, outcomeOf, type Sums } from "./outcome.ts";
import type { WindowResult } from "./result.ts";
import type { WindowCell } from "./window-cells.ts";
import { startOf } from "../time-windows.ts";

/** Rows of one day each, in the order of the days; rows without a day are left out. */
export function byDay<Row extends { readonly day: string | null }>(
  rows: readonly Row[],
): readonly { readonly start: string; readonly rows: readonly Row[] }[] {
  const days = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.day === null) continue;
    const found = days.get(row.day);
    if (found) found.push(row);
    else days.set(row.day, [row]);
  }
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([day, list]) => ({ start: startOf(day), rows: list }));
}

/** Outcome and ECE of each window; ECE only with rows enough. */
export const windowResults = (rows: readonly WindowCell[], fewest: number): WindowResult[] =>
  byDay(rows).map(({ start, rows: bins }) => {
    const outcome = outcomeOf(addSums(bins));
    const measured = bins.map(binOf);
    const enough = outcome.rows >= fewest;
    return {
      ...{ start, ...outcome },
      ece: enough ? calibrationErrors(measured).ece : null,
      ece_debiased: enough ? debiasedEce(measured) : null,
    };
  });

const binOf = ({ n, yes, scores }: Sums) => ({ rows: n, positives: yes, mean: scores / n, rate: yes / n });
