import { at } from "./at.ts";
import type { Measure } from "./measure.ts";

/** Rows of the reference by decision (outer) and label (inner), and rows of production by decision: as many classes each. */
export interface ShiftCounts {
  readonly reference: readonly (readonly number[])[];
  readonly production: readonly number[];
}

export interface LabelShift {
  /** Share of each class in production; each at least 0, together 1. */
  readonly shares: readonly number[];
  /** Production's share over the reference's. */
  readonly weights: readonly number[];
}

/** A confusion matrix worse conditioned than this says too little about its classes. */
export const worstCondition = 100;

/**
 * Class shares of unlabelled rows if nothing but the class shares moved (black-box shift estimation).
 *   C_ij = P_ref(ŷ = i, y = j),  μ_i = P_prod(ŷ = i),  w = C⁻¹·μ clipped at 0,  share_j = w_j·P_ref(y = j), made to add up to 1
 * @returns `ill_conditioned` when ‖C‖₁·‖C⁻¹‖₁ exceeds 100 (Casefile's line) or C cannot be inverted; `one_class` when a
 * class does not occur in the reference; `too_few_rows` without rows on a side
 * Source: Lipton, Wang & Smola, Detecting and correcting for label shift with black box predictors, ICML 2018. Fixture:
 * fixtures/estimate.json (`numpy.linalg.solve`, `numpy.linalg.cond(C, 1)`). Cost: O(classes³).
 */
export function labelShift({ reference, production }: ShiftCounts): LabelShift | Exclude<Measure, number> {
  const size = production.length;
  const n = reference.flat().reduce((sum, count) => sum + count, 0);
  const m = production.reduce((sum, count) => sum + count, 0);
  if (n === 0 || m === 0) return "too_few_rows";
  const joint = reference.map((row) => row.map((count) => count / n));
  const before = production.map((_, label) => joint.reduce((sum, row) => sum + at(row, label), 0));
  if (size < 2 || before.some((share) => share === 0)) return "one_class";
  const inverse = inverseOf(joint);
  if (inverse === null || normOf(joint) * normOf(inverse) > worstCondition) return "ill_conditioned";
  const raw = inverse.map((row) => row.reduce((sum, cell, index) => sum + (cell * at(production, index)) / m, 0));
  const clipped = raw.map((weight, label) => Math.max(0, weight) * at(before, label));
  const sum = clipped.reduce((all, share) => all + share, 0);
  if (sum <= 0) return "ill_conditioned";
  const shares = clipped.map((share) => share / sum);
  return { shares, weights: shares.map((share, label) => share / at(before, label)) };
}

/** ‖C‖₁·‖C⁻¹‖₁; nothing when the matrix cannot be inverted. */
export function conditionOf(matrix: readonly (readonly number[])[]): number | null {
  const inverse = inverseOf(matrix);
  return inverse && normOf(matrix) * normOf(inverse);
}

/** The largest column sum of absolute values. */
const normOf = (matrix: readonly (readonly number[])[]): number =>
  Math.max(...matrix.map((_, column) => matrix.reduce((sum, row) => sum + Math.abs(at(row, column)), 0)));

/** Gauss-Jordan elimination with partial pivoting. */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const work = matrix.map((row, index) => [...row, ...row.map((_, column) => (column === index ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    const below = work.slice(column).map((row) => Math.abs(at(row, column)));
    const best = column + below.indexOf(Math.max(...below));
    const [pivot, here] = [work[best], work[column]];
    if (pivot === undefined || here === undefined || at(pivot, column) === 0) return null;
    [work[column], work[best]] = [pivot, here];
    const scale = at(pivot, column);
    work[column] = pivot.map((cell) => cell / scale);
    work.forEach((row, index) => {
      const factor = at(row, column);
      if (index !== column && factor !== 0)
        work[index] = row.map((cell, place) => cell - factor * at(work[column] ?? [], place));
    });
  }
  return work.map((row) => row.slice(size));
}
