import { at } from "./at.ts";
import { debiasedEce } from "./calibration-error.ts";
import { eceOf, type EceCells } from "./ece-bootstrap.ts";

export interface EceInterval {
  readonly ece: number;
  readonly debiased: number;
  readonly low: number;
  readonly high: number;
}

/** Half of the width of a 95 % interval, in standard errors. */
const z = 1.959963984540054;

/**
 * ECE with a 95 % interval in closed form, for many small groups where a bootstrap of each costs too much.
 *   ECE = Σ_i t_b(i)·(s_i − y_i)/N with t_b the sign of the bin's gap, so that to first order Var = Var(t·(s − y))/N;
 *   the interval is debiased ECE ± 1.96·√Var, at least 0. It begins at 0 where ECE is at most what perfectly calibrated
 *   scores stay below in 97.5 % of samples: with σ_b² = s̄_b(1 − s̄_b)/n_b and w_b = n_b/N, about
 *   Σ w_b·σ_b·√(2/π) + 1.96·√(Σ w_b²·σ_b²·(1 − 2/π))
 * @param cells rows by bin and label with the mean score of each, as for the bootstrap: scores inside a cell count as equal
 * @returns all in 0..1; `low` ≤ `debiased` ≤ `high`
 * Source: the delta method; the bias is Kumar, Liang & Ma's (2019). Fixture: fixtures/calibration-repairs.json (numpy, the
 * standard deviation of bootstrap samples). Cost: O(bins).
 */
export function eceInterval(cells: EceCells): EceInterval {
  const { rows, means } = cells;
  const bins = Array.from({ length: means.length / 2 }, (_, bin) => binOf(cells, bin)).filter((bin) => bin.rows > 0);
  const all = rows.reduce((sum, count) => sum + count, 0);
  const ece = eceOf(rows, means);
  const squares = means.reduce((sum, mean, cell) => sum + at(rows, cell) * (mean - (cell % 2)) ** 2, 0);
  const half = z * Math.sqrt(Math.max(0, squares / all - ece * ece) / all);
  const debiased = debiasedEce(bins);
  const low = ece <= chanceLimit(bins, all) ? 0 : Math.max(0, debiased - half);
  return { ece, debiased, low, high: Math.min(1, debiased + half) };
}

/** The mean of half-normal gaps and 1.96 of their standard deviations. */
function chanceLimit(bins: readonly { readonly rows: number; readonly mean: number }[], all: number): number {
  const parts = bins.map(({ rows, mean }) => (rows / all) * Math.sqrt(Math.max(0, mean * (1 - mean)) / rows));
  const variance = parts.reduce((sum, part) => sum + part * part, 0) * (1 - 2 / Math.PI);
  return parts.reduce((sum, part) => sum + part, 0) * Math.sqrt(2 / Math.PI) + z * Math.sqrt(variance);
}

function binOf({ rows, means }: EceCells, bin: number) {
  const [no, yes] = [at(rows, 2 * bin), at(rows, 2 * bin + 1)];
  const sum = no * at(means, 2 * bin) + yes * at(means, 2 * bin + 1);
  const count = no + yes;
  return { rows: count, positives: yes, mean: sum / Math.max(1, count), rate: yes / Math.max(1, count) };
}
