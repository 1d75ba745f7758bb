import { at } from "./at.ts";
import type { Measure } from "./measure.ts";

/** Places in descending order of `values`; equal values keep their order. */
const order = (values: readonly number[]): readonly number[] =>
  values.map((_, index) => index).sort((a, b) => at(values, b) - at(values, a) || a - b);

/**
 * Normalised discounted cumulative gain of the order of today's attributions, with the baseline's as gains.
 *   DCG = Σᵢ aᵢ / log₂(i + 1), i from 1, a the baseline's attribution of the feature in place i of today's order;
 *   nDCG = DCG / DCG in the baseline's own order
 * Features that are equal today share the mean gain of their places.
 * @param baseline attributions, ≥ 0, one a feature
 * @param today attributions of the same features
 * @returns 0..1, 1 for the same order; `zero_variance` when all of the baseline's are 0; `too_few_rows` with under two features
 * Source: Järvelin & Kekäläinen, ACM TOIS 20 (2002), with linear gains; what Amazon SageMaker Clarify computes for
 * attribution drift. Fixture: fixtures/attribution.json (scikit-learn 1.9 `ndcg_score`). Cost: O(k log k).
 */
export function ndcg(baseline: readonly number[], today: readonly number[]): Measure {
  if (baseline.length < 2) return "too_few_rows";
  const best = gain(order(baseline), baseline, baseline);
  return best === 0 ? "zero_variance" : Math.min(1, gain(order(today), baseline, today) / best);
}

function gain(places: readonly number[], gains: readonly number[], values: readonly number[]): number {
  let sum = 0;
  for (let from = 0; from < places.length;) {
    const value = at(values, at(places, from));
    let [to, tied, discount] = [from, 0, 0];
    while (to < places.length && at(values, at(places, to)) === value) {
      tied += at(gains, at(places, to));
      discount += 1 / Math.log2(to + 2);
      to += 1;
    }
    sum += (tied / (to - from)) * discount;
    from = to;
  }
  return sum;
}
