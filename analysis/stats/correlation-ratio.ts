import type { Measure } from "./measure.ts";
import type { LossSums } from "./probability-loss.ts";

/**
 * Correlation ratio: the share of a number's variance that lies between groups of rows.
 *   η² = Σ n_g (x̄_g − x̄)² / Σ (x − x̄)²
 * It is an association: it says how well the group tells the number, not what moving the group would do.
 * @param groups rows, Σx and Σx² a group
 * @returns 0..1; `too_few_rows` with under two rows, `nothing_varies` when all numbers are equal
 * Source: Pearson (1905); Fisher, Statistical Methods for Research Workers (1925). Fixture: fixtures/attribution.json (from the
 * F of scipy 1.17 `f_oneway`). Cost: O(groups).
 */
export function correlationRatio(groups: readonly LossSums[]): Measure {
  let [rows, sum, squares, between] = [0, 0, 0, 0];
  for (const group of groups) {
    rows += group.rows;
    sum += group.sum;
    squares += group.squares;
    if (group.rows > 0) between += (group.sum * group.sum) / group.rows;
  }
  if (rows < 2) return "too_few_rows";
  const correction = (sum * sum) / rows;
  const all = squares - correction;
  return all <= 1e-12 * squares ? "nothing_varies" : Math.min(1, Math.max(0, (between - correction) / all));
}
