import { at } from "./at.ts";
import type { Measure } from "./measure.ts";

/** Rows in ascending steps of score, and the chance that a row of the step is positive. */
export interface ExpectedRows {
  /** Each in 0..1. */
  readonly rates: ArrayLike<number>;
  /** Rows in each step; the same length. */
  readonly rows: ArrayLike<number>;
}

/** What a metric is expected to be, and the standard deviation of what chance would make of it. */
export interface Expected {
  readonly value: Measure;
  readonly error: number | null;
}

/**
 * Expected area under the ROC curve of rows whose labels are not known but whose chances are.
 *   P = Σ n·p,  N = Σ n·(1 − p),  AUC = Σ n_b(1 − p_b) · (P above b + n_b·p_b/2) / (P·N)
 * Within a step every row has one chance, so the curve is a straight line there and the order of its rows is irrelevant.
 * The error is that of labels drawn with these chances, by the first-order (Hájek) term of each row:
 *   √Σ n_b·p_b(1 − p_b)·g_b²,  g_b = (N below b + N_b/2 − P above b − P_b/2)/(P·N) − AUC·(1/P − 1/N)
 * @returns 0..1; `one_class` when no positive or no negative is expected
 * Source: NannyML 0.13 `estimate_roc_auc`, which rounds its cumulated rows to five decimals. Fixture:
 * fixtures/estimate.json. Cost: O(steps).
 */
export function expectedAuc({ rates, rows }: ExpectedRows): Expected {
  let [positives, negatives] = [0, 0];
  for (let step = 0; step < rates.length; step++) {
    positives += at(rows, step) * at(rates, step);
    negatives += at(rows, step) * (1 - at(rates, step));
  }
  if (positives <= 0 || negatives <= 0) return { value: "one_class", error: null };
  let area = 0;
  let above = positives;
  for (let step = 0; step < rates.length; step++) {
    const own = at(rows, step) * at(rates, step);
    above -= own;
    area += at(rows, step) * (1 - at(rates, step)) * (above + own / 2);
  }
  const value = Math.min(1, Math.max(0, area / positives / negatives));
  return { value, error: Math.sqrt(varianceOf({ rates, rows }, { positives, negatives, value })) };
}

function varianceOf(
  { rates, rows }: ExpectedRows,
  { positives, negatives, value }: { positives: number; negatives: number; value: number },
): number {
  let [variance, below, above] = [0, 0, positives];
  for (let step = 0; step < rates.length; step++) {
    const [n, p] = [at(rows, step), at(rates, step)];
    above -= n * p;
    const gap = (below + (n * (1 - p)) / 2 - above - (n * p) / 2) / positives / negatives;
    const pull = gap - value * (1 / positives - 1 / negatives);
    variance += n * p * (1 - p) * pull * pull;
    below += n * (1 - p);
  }
  return variance;
}
