import { at } from "./at.ts";
import type { Expected } from "./expected-auc.ts";

/** A loss of rows in steps: what it would be were all of a step's rows positive, and were all negative. */
export interface LossSteps {
  readonly rates: ArrayLike<number>;
  readonly rows: ArrayLike<number>;
  /** Σ loss over the step's rows, each taken as positive. */
  readonly positive: ArrayLike<number>;
  /** The same, each taken as negative. */
  readonly negative: ArrayLike<number>;
  /** Σ (loss as positive − loss as negative)² over the step's rows. */
  readonly squares: ArrayLike<number>;
}

/**
 * Expected mean loss of rows whose labels are not known but whose chances are.
 *   Σ_b (p_b·L⁺_b + (1 − p_b)·L⁻_b) / n,  error √(Σ_b p_b(1 − p_b)·Σ(l⁺ − l⁻)²) / n
 * @returns the loss's own range; `too_few_rows` without rows
 * Source: linearity of expectation. Fixture: fixtures/estimate.json (row by row with numpy). Cost: O(steps).
 */
export function expectedLoss({ rates, rows, positive, negative, squares }: LossSteps): Expected {
  let [n, sum, variance] = [0, 0, 0];
  for (let step = 0; step < rates.length; step++) {
    const p = at(rates, step);
    n += at(rows, step);
    sum += p * at(positive, step) + (1 - p) * at(negative, step);
    variance += p * (1 - p) * at(squares, step);
  }
  return n === 0 ? { value: "too_few_rows", error: null } : { value: sum / n, error: Math.sqrt(variance) / n };
}
