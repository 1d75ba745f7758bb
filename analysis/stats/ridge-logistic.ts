import type { Reason } from "../base/reasons.ts";
import { at } from "./at.ts";
import { choleskySolve } from "./cholesky.ts";

/** Rows as codes: row r's code of feature f is `codes[r · features + f]`, in 0 ≤ code < `levels[f]`. */
export interface CodedSample {
  readonly codes: Uint8Array;
  readonly levels: readonly number[];
  /** 1 for a positive row, else 0. */
  readonly positive: Uint8Array;
}

export interface RidgeFit {
  readonly intercept: number;
  /** One list a feature, one weight a level. */
  readonly weights: readonly Float64Array[];
}

const mostSteps = 50;

/**
 * Logistic regression on the one-hot codes of categorical features, with a ridge on all weights but the intercept.
 *   minimise ½ Σ w² + Σ log(1 + e^(−±η)),  η = intercept + Σ_f w_f[code]
 * by Newton's method, halving steps that raise the loss. The ridge makes the fit unique though every feature's levels add up
 * to 1, and finite where a level occurs in one class only.
 * @param rows places of the rows that are fitted
 * @param start a fit of much the same rows, to begin from: it saves steps and changes nothing beyond the last digits
 * @returns `one_class` when only one class occurs among them
 * Source: Hoerl & Kennard (1970); le Cessie & van Houwelingen, Applied Statistics 41 (1992). Fixture:
 * fixtures/attribution.json (scikit-learn 1.9 `LogisticRegression(C=1)`). Cost: O(rows · features² + levels³) a step.
 */
export function ridgeLogistic(sample: CodedSample, rows: Uint32Array, start?: RidgeFit): RidgeFit | Reason {
  const first = offsetsOf(sample.levels);
  const size = 1 + sample.levels.reduce((sum, levels) => sum + levels, 0);
  let positives = 0;
  for (const row of rows) positives += at(sample.positive, row);
  if (positives === 0 || positives === rows.length) return "one_class";
  const problem: Problem = { sample, rows, first, size };
  let beta: Float64Array = new Float64Array(size);
  beta[0] = start?.intercept ?? Math.log(positives / (rows.length - positives));
  start?.weights.forEach((list, feature) => beta.set(list, at(first, feature)));
  let loss = lossOf(problem, beta);
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, hessian } = derivatives(problem, beta);
    const towards = choleskySolve(hessian, gradient);
    if (towards === null) return "not_converged";
    let part = 1;
    let next = beta.map((value, index) => value - at(towards, index));
    let reached = lossOf(problem, next);
    while (reached > loss + 1e-12 * Math.abs(loss) && part > 1e-6) {
      part /= 2;
      const shorter = part;
      next = beta.map((value, index) => value - shorter * at(towards, index));
      reached = lossOf(problem, next);
    }
    [beta, loss] = [next, reached];
    if (towards.reduce((most, change) => Math.max(most, Math.abs(change)), 0) * part < 1e-9)
      return { intercept: at(beta, 0), weights: unpacked(beta, sample.levels, first) };
  }
  return "not_converged";
}

/** η of a row: larger means more likely positive. */
export function linearScore({ intercept, weights }: RidgeFit, codes: Uint8Array, row: number): number {
  let sum = intercept;
  let place = row * weights.length;
  for (const list of weights) sum += list[codes[place++] ?? 0] ?? 0;
  return sum;
}

interface Problem {
  readonly sample: CodedSample;
  readonly rows: Uint32Array;
  readonly first: readonly number[];
  readonly size: number;
}

function offsetsOf(levels: readonly number[]): readonly number[] {
  let next = 1;
  return levels.map((count) => (next += count) - count);
}

const unpacked = (beta: Float64Array, levels: readonly number[], first: readonly number[]): readonly Float64Array[] =>
  levels.map((count, feature) => beta.slice(at(first, feature), at(first, feature) + count));

function etaOf({ sample, first }: Problem, beta: Float64Array, row: number): number {
  const { codes } = sample;
  let [eta, place] = [beta[0] ?? 0, row * first.length];
  for (let feature = 0; feature < first.length; feature++)
    eta += beta[(first[feature] ?? 0) + (codes[place++] ?? 0)] ?? 0;
  return eta;
}

function lossOf(problem: Problem, beta: Float64Array): number {
  let loss = 0;
  for (let index = 1; index < beta.length; index++) loss += (at(beta, index) * at(beta, index)) / 2;
  for (const row of problem.rows) {
    const eta = etaOf(problem, beta, row);
    // log(1 + e^eta) without overflow
    loss += Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - at(problem.sample.positive, row) * eta;
  }
  return loss;
}

/** Gradient of the loss, and the lower triangle of its second derivatives. */
function derivatives(problem: Problem, beta: Float64Array): { gradient: Float64Array; hessian: Float64Array } {
  const { sample, rows, first, size } = problem;
  const [gradient, hessian] = [new Float64Array(size), new Float64Array(size * size)];
  for (let index = 1; index < size; index++) {
    gradient[index] = at(beta, index);
    hessian[index * size + index] = 1;
  }
  const places = new Int32Array(first.length + 1);
  for (const row of rows) {
    for (let feature = 0; feature < first.length; feature++)
      places[feature + 1] = (first[feature] ?? 0) + (sample.codes[row * first.length + feature] ?? 0);
    const chance = 1 / (1 + Math.exp(-etaOf(problem, beta, row)));
    const [off, weight] = [chance - at(sample.positive, row), chance * (1 - chance)];
    for (let i = 0; i < places.length; i++) {
      const here = places[i] ?? 0;
      gradient[here] = (gradient[here] ?? 0) + off;
      // Later features have larger places, so this fills the lower triangle. The innermost loop reads without calls.
      for (let j = 0; j <= i; j++) {
        const entry = here * size + (places[j] ?? 0);
        hessian[entry] = (hessian[entry] ?? 0) + weight;
      }
    }
  }
  return { gradient, hessian };
}
