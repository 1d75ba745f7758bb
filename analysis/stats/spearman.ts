import { at } from "./at.ts";
import type { Measure } from "./measure.ts";

/** Ranks from 1, ascending; equal values share the mean of their ranks. */
export function midRanks(values: readonly number[]): Float64Array {
  const order = values.map((_, index) => index).sort((a, b) => at(values, a) - at(values, b));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && at(values, at(order, to)) === at(values, at(order, from))) to += 1;
    for (let place = from; place < to; place++) ranks[at(order, place)] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's rank correlation: Pearson's correlation of the mid-ranks.
 * @param x, @param y finite values of equal length k
 * @returns −1..1; `too_few_rows` with under two values, `nothing_varies` when one list is constant
 * Source: Spearman (1904). Fixture: fixtures/attribution.json (scipy 1.17 `spearmanr`). Cost: O(k log k).
 */
export function spearman(x: readonly number[], y: readonly number[]): Measure {
  if (x.length < 2) return "too_few_rows";
  const [a, b] = [midRanks(x), midRanks(y)];
  const mean = (x.length + 1) / 2;
  let [both, left, right] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [p, q] = [at(a, index) - mean, at(b, index) - mean];
    both += p * q;
    left += p * p;
    right += q * q;
  }
  if (left === 0 || right === 0) return "nothing_varies";
  return Math.max(-1, Math.min(1, both / Math.sqrt(left * right)));
}
