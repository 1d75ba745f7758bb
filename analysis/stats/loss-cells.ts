import type { Reason } from "../base/reasons.ts";
import type { Expected } from "./expected-auc.ts";

/** Rows of one cell, and sums of their losses. */
export interface LossCell {
  readonly rows: number;
  /** Σ l over the cell's rows. */
  readonly loss: number;
  /** Σ l². */
  readonly squares: number;
}

/** What is expected of rows without labels, with both parts of its error as standard deviations. */
export interface ExpectedLossMean extends Expected {
  /** What chance made of the cells' means. */
  readonly fitError: number | null;
}

/**
 * The mean loss of rows whose losses are not known but whose cells are.
 *   Σ_c n_c·m_c / n,  error √(Σ_c n_c·v_c) / n,  fit error √(Σ_c (n_c / n)²·v_c / N_c)
 *   N_c, m_c, v_c the rows, mean and variance (ddof 1) of the losses of the fitted rows of cell c
 * @param rows rows of each cell, in the order of `fitted`
 * @returns in the loss's unit; `too_few_rows` without rows, or where a cell that is needed has fewer than two fitted ones
 * Source: post-stratification (Cochran, Sampling Techniques, 1977, section 5A.8). Fixture: fixtures/estimate-errors.json.
 * Cost: O(cells).
 */
export function expectedLossMean(rows: ArrayLike<number>, fitted: readonly LossCell[]): ExpectedLossMean {
  let [n, sum, chance, fit] = [0, 0, 0, 0];
  for (const [cell, known] of fitted.entries()) {
    const own = rows[cell] ?? 0;
    if (own === 0) continue;
    if (known.rows < 2) return { value: "too_few_rows", error: null, fitError: null };
    const variance = Math.max(0, known.squares - (known.loss * known.loss) / known.rows) / (known.rows - 1);
    n += own;
    sum += (own * known.loss) / known.rows;
    chance += own * variance;
    fit += (own * own * variance) / known.rows;
  }
  if (n === 0) return { value: "too_few_rows", error: null, fitError: null };
  return { value: sum / n, error: Math.sqrt(chance) / n, fitError: Math.sqrt(fit) / n };
}

/** The root of an expected mean square, its errors by the delta method. */
export function expectedRoot({ value, error, fitError }: ExpectedLossMean): ExpectedLossMean {
  if (typeof value !== "number") return { value, error, fitError };
  const root = Math.sqrt(value);
  const half = (of: number | null): number | null => (of === null || root === 0 ? null : of / (2 * root));
  return { value: root, error: half(error), fitError: half(fitError) };
}

/**
 * The share of the losses' spread that the cells' means explain in rows that they were not fitted on.
 *   1 − Σ(l − m_c)² / Σ(l − m)², m the mean of all fitted rows
 * @returns at most 1, below 0 where the cells are worse than one mean; `nothing_varies` when no loss differs from m,
 * `too_few_rows` without rows on a side
 * Source: R² out of sample. Fixture: fixtures/estimate-errors.json (scikit-learn `r2_score`). Cost: O(cells).
 */
export function cellSkill(fitted: readonly LossCell[], others: readonly LossCell[]): number | Reason {
  const [before, after] = [addCells(fitted), addCells(others)];
  if (before.rows === 0 || after.rows === 0) return "too_few_rows";
  const around = (mean: number, { rows, loss, squares }: LossCell): number =>
    squares - 2 * mean * loss + rows * mean * mean;
  const mean = before.loss / before.rows;
  const spread = around(mean, after);
  if (!(spread > 0)) return "nothing_varies";
  const kept = others.reduce((sum, cell, index) => {
    const known = fitted[index];
    return sum + around(known === undefined || known.rows === 0 ? mean : known.loss / known.rows, cell);
  }, 0);
  return 1 - Math.max(0, kept) / spread;
}

const addCells = (cells: readonly LossCell[]): LossCell =>
  cells.reduce<LossCell>(
    (sum, { rows, loss, squares }) => ({
      ...{ rows: sum.rows + rows, loss: sum.loss + loss, squares: sum.squares + squares },
    }),
    { rows: 0, loss: 0, squares: 0 },
  );
