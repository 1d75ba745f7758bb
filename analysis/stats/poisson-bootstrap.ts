import { at } from "./at.ts";
import type { CellSums } from "./reweighted-loss.ts";

/** Cells with their sums of squares: enough to draw them again. */
export interface CellSquares extends CellSums {
  readonly squares: Float64Array;
}

/** Cells with more rows are drawn from the normal that a Poisson number of so many rows is. */
const fewRows = 30;

/**
 * Two independent standard normal deviates at a time, by Marsaglia's polar method: no trigonometry.
 * @param uniform numbers in [0, 1)
 * Source: Marsaglia & Bray, SIAM Review 6 (1964).
 */
export function normalDeviates(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };
}

/** A Poisson number of mean `mean` < 30, by going up from 0. */
function poisson(mean: number, uniform: () => number): number {
  const u = uniform();
  let [term, k] = [Math.exp(-mean), 0];
  for (let below = term; u >= below && k < 200; below += term) {
    k += 1;
    term *= mean / k;
  }
  return k;
}

/**
 * Cells drawn again as the Poisson bootstrap draws rows: each row comes a Poisson(1) number of times, so a cell of n rows
 * comes Poisson(n) times, and the loss of N such rows is N times the cell's mean plus a normal error of N times its variance.
 * @param uniform numbers in [0, 1)
 * @returns rows and sums a cell; rows are not whole where a cell has 30 or more
 * Source: Hanley & MacGibbon, Creating non-parametric bootstrap samples using Poisson frequencies, Computer Methods and
 * Programs in Biomedicine 83 (2006). Cost: O(cells).
 */
export function poissonDraw({ rows, sums, squares }: CellSquares, uniform: () => number): CellSums {
  const normal = normalDeviates(uniform);
  const drawn = { rows: new Float64Array(rows.length), sums: new Float64Array(rows.length) };
  for (let cell = 0; cell < rows.length; cell++) {
    const n = at(rows, cell);
    if (n === 0) continue;
    const taken = n < fewRows ? poisson(n, uniform) : Math.max(0, n + Math.sqrt(n) * normal());
    const mean = at(sums, cell) / n;
    const variance = Math.max(0, at(squares, cell) / n - mean * mean);
    drawn.rows[cell] = taken;
    drawn.sums[cell] = taken * mean + Math.sqrt(taken * variance) * normal();
  }
  return drawn;
}
