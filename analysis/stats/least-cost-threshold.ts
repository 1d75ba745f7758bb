import { at } from "./at.ts";
import type { Confusion } from "./confusion.ts";
import type { LabelledScores } from "./labelled-scores.ts";

/** What one row of each cell of the confusion table costs; a gain is negative. */
export type Costs = Confusion;

export interface LeastCost {
  /** Call a row positive when its score is at least this; null where calling none is cheapest. */
  readonly threshold: number | null;
  /** Cost per row at that threshold, on the rows it was found on. */
  readonly cost: number;
}

/** Σ rows·cost of a confusion table. */
export const totalCost = (counts: Confusion, costs: Costs): number =>
  counts.tp * costs.tp + counts.fp * costs.fp + counts.fn * costs.fn + counts.tn * costs.tn;

/**
 * The threshold that would have cost least on rows with known labels: every distinct score is tried, and calling none.
 *   min over t of Σ cost(s ≥ t, y) / n; of equally cheap ones the highest
 * @param sample at least one row
 * @returns optimistic: it is chosen on the rows that it is measured on
 * Source: Elkan, The foundations of cost-sensitive learning, IJCAI 2001. Fixture: fixtures/estimate.json (every threshold
 * tried with numpy). Cost: O(distinct scores).
 */
export function leastCostThreshold({ scores, negatives, positives }: LabelledScores, costs: Costs): LeastCost {
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (let index = 0; index < scores.length; index++) {
    counts.fn += at(positives, index);
    counts.tn += at(negatives, index);
  }
  const rows = counts.fn + counts.tn;
  let best: LeastCost = { threshold: null, cost: totalCost(counts, costs) };
  for (let index = scores.length - 1; index >= 0; index--) {
    const [yes, no] = [at(positives, index), at(negatives, index)];
    counts.tp += yes;
    counts.fn -= yes;
    counts.fp += no;
    counts.tn -= no;
    const cost = totalCost(counts, costs);
    if (cost < best.cost) best = { threshold: at(scores, index), cost };
  }
  return { threshold: best.threshold, cost: best.cost / rows };
}
