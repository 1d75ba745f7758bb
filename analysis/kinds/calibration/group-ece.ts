import type { EceCells } from "../../stats/ece-bootstrap.ts";
import { eceInterval } from "../../stats/ece-interval.ts";
import type { GroupEce } from "./result.ts";
import type { GroupBinRow } from "./sql/group-bins.ts";

/** ECE of one group on one side, or nothing with fewer rows than a verdict needs. */
export function groupEce(rows: readonly GroupBinRow[], bins: number, fewest: number): GroupEce | null {
  if (rows.reduce((sum, { n }) => sum + n, 0) < fewest) return null;
  const { ece, debiased, low, high } = eceInterval(cellsOf(rows, bins));
  return { value: ece, debiased, low, high };
}

function cellsOf(rows: readonly GroupBinRow[], bins: number): EceCells {
  const cells = { rows: new Float64Array(2 * bins), means: new Float64Array(2 * bins) };
  for (const { bin, label, n, scores } of rows) {
    cells.rows[2 * bin + label] = n;
    cells.means[2 * bin + label] = scores / n;
  }
  return cells;
}
