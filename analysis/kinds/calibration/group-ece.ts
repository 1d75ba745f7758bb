import type { EceCells } from "../../stats/ece-bootstrap.ts";
import { eceInterval } from "../../stats/ece-interval.ts";
import type { GroupEce } from "./result.ts";
import type { GroupRow } from "./sql/groups.ts";

/** ECE of one group on one side, or nothing with fewer rows than a verdict needs. */
export function groupEce(rows: readonly GroupRow[], bins: number, fewest: number): GroupEce | null {
  if (rows.reduce((sum, { n }) => sum + n, 0) < fewest) return null;
  const { ece, debiased, low, high } = eceInterval(cellsOf(rows, bins));
  return { value: ece, debiased, low, high };
}

function cellsOf(rows: readonly GroupRow[], bins: number): EceCells {
  const cells = { rows: new Float64Array(2 * bins), means: new Float64Array(2 * bins) };
  for (const { bin, label, n, scores } of rows) {
    const cell = 2 * (bin ?? 0) + (label ?? 0);
    cells.rows[cell] = n;
    cells.means[cell] = scores / n;
  }
  return cells;
}
