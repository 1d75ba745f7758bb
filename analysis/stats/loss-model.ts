import type { Reason } from "../base/reasons.ts";
import type { Expected } from "./expected-auc.ts";

/** Sums over rows with a loss l and what a model expects of it, f ≥ 0. */
export interface LossModelSums extends ModelSums {
  readonly loss: number;
  readonly lossSquares: number;
  readonly product: number;
}
/** Sums over rows of what a model expects. */
export interface ModelSums {
  readonly rows: number;
  readonly model: number;
  readonly modelSquares: number;
}

/** How a model of losses does. */
export interface LossModel {
  /** Its expectations are multiplied by this, so that over the fitted rows they add up to the losses. */
  readonly scale: number;
  /** The share of the losses' spread that it explains in rows that it was not fitted on; below 0 it is worse than their mean. */
  readonly skill: number;
  /** The variance of a loss over the square of its expectation, in the same rows. */
  readonly spread: number;
}

/**
 * A model of losses, made right on average over the rows that it was fitted on and tried on others.
 *   scale = Σ l / Σ f over fitted rows, f' = scale·f;  skill = 1 − Σ(l − f')² / Σ(l − m)², m the fitted rows' mean loss;
 *   spread = Σ(l − f')² / Σ f'², both over the other rows
 * @returns `nothing_varies` when no loss is above 0 or none differs; `too_few_rows` without rows
 * Source: R² out of sample, as scikit-learn's `r2_score` against another mean. Fixture: fixtures/estimate-errors.json (row by
 * row with numpy). Cost: O(1).
 */
export function lossModel(fitted: LossModelSums, others: LossModelSums): LossModel | Reason {
  if (fitted.rows === 0 || others.rows === 0) return "too_few_rows";
  if (fitted.loss <= 0 || fitted.model <= 0 || others.modelSquares <= 0) return "nothing_varies";
  const [scale, mean] = [fitted.loss / fitted.model, fitted.loss / fitted.rows];
  const squares = others.lossSquares - 2 * scale * others.product + scale * scale * others.modelSquares;
  const around = others.lossSquares - 2 * mean * others.loss + others.rows * mean * mean;
  if (around <= 0) return "nothing_varies";
  const kept = Math.max(0, squares);
  return { scale, skill: 1 - kept / around, spread: kept / (scale * scale * others.modelSquares) };
}

/**
 * The mean loss that rows without labels are expected to have, with the standard deviation of what chance makes of it.
 *   scale·Σ f / n,  √(spread·Σ (scale·f)²) / n: the spread of a loss grows with its expectation
 * @returns in the loss's unit; `too_few_rows` without rows
 * Source: NannyML 0.13 DLE takes the same mean; the error is Casefile's. Fixture: fixtures/estimate-errors.json. Cost: O(1).
 */
export function expectedMeanLoss({ rows, model, modelSquares }: ModelSums, { scale, spread }: LossModel): Expected {
  if (rows === 0) return { value: "too_few_rows", error: null };
  return { value: (scale * model) / rows, error: (scale * Math.sqrt(spread * modelSquares)) / rows };
}

/** The root of an expected mean square, its error by the delta method. */
export function expectedRoot({ value, error }: Expected): Expected {
  if (typeof value !== "number" || error === null) return { value, error };
  const root = Math.sqrt(value);
  return { value: root, error: root > 0 ? error / (2 * root) : null };
}
