import { at } from "./at.ts";
import { CompensatedSum } from "./compensated-sum.ts";
import type { SortedCounts } from "./sorted-counts.ts";

/** Σ loss and Σ loss² over rows: a mean and its standard error. */
export interface LossSums {
  readonly rows: number;
  readonly sum: number;
  readonly squares: number;
}

/** Probabilities nearer to 0 or 1 than this are moved to it before a logarithm, as scikit-learn does. */
export const leastProbability = 2 ** -52;

const clipped = (score: number): number => Math.min(1 - leastProbability, Math.max(leastProbability, score));
const logLossOf = (score: number, positive: boolean): number =>
  -Math.log(positive ? clipped(score) : 1 - clipped(score));
const brierOf = (score: number, positive: boolean): number => {
  const gap = positive ? 1 - score : score;
  return gap * gap;
};

export interface ProbabilityLosses {
  readonly logLoss: LossSums;
  readonly brier: LossSums;
}

/**
 * Log loss and Brier score of probabilities, as sums.
 *   log loss: −ln s for a positive, −ln(1 − s) for a negative, s kept 2⁻⁵² away from 0 and 1;  Brier: (y − s)²
 * @param positive scores of the positive rows, @param negative of the negative rows: all in 0..1
 * @returns null when a score lies outside 0..1: it is not a probability
 * Source: scikit-learn `log_loss`, `brier_score_loss`; Brier (1950). Fixture: fixtures/performance.json.
 * Cost: O(distinct scores).
 */
export function probabilityLosses(positive: SortedCounts, negative: SortedCounts): ProbabilityLosses | null {
  const inside = ({ values }: SortedCounts): boolean =>
    values.length === 0 || (at(values, 0) >= 0 && at(values, values.length - 1) <= 1);
  if (!inside(positive) || !inside(negative)) return null;
  const sums = (loss: (score: number, positive: boolean) => number): LossSums => {
    let rows = 0;
    const [sum, squares] = [new CompensatedSum(), new CompensatedSum()];
    for (const [sample, isPositive] of [[positive, true] as const, [negative, false] as const])
      for (let index = 0; index < sample.values.length; index++) {
        const [each, count] = [loss(sample.values[index] ?? 0, isPositive), sample.counts[index] ?? 0];
        rows += count;
        sum.add(each * count);
        squares.add(each * each * count);
      }
    return { rows, sum: sum.value, squares: squares.value };
  };
  return { logLoss: sums(logLossOf), brier: sums(brierOf) };
}

/** The losses of several groups of rows together; null when one of them has none. Cost: O(groups). */
export function addLosses(groups: readonly (ProbabilityLosses | null)[]): ProbabilityLosses | null {
  if (groups.includes(null)) return null;
  const sumOf = (what: keyof ProbabilityLosses): LossSums => {
    let rows = 0;
    const [sum, squares] = [new CompensatedSum(), new CompensatedSum()];
    for (const group of groups) {
      rows += group?.[what].rows ?? 0;
      sum.add(group?.[what].sum ?? 0);
      squares.add(group?.[what].squares ?? 0);
    }
    return { rows, sum: sum.value, squares: squares.value };
  };
  return { logLoss: sumOf("logLoss"), brier: sumOf("brier") };
}

/**
 * A mean and its standard error.
 *   m = Σx / n,  √((Σx² − n·m²) / (n − 1) / n)
 * @returns null without rows; an error of null with a single row
 */
export function meanWithError({ rows, sum, squares }: LossSums): { mean: number; error: number | null } | null {
  if (rows === 0) return null;
  const mean = sum / rows;
  if (rows === 1) return { mean, error: null };
  return { mean, error: Math.sqrt(Math.max(0, squares - rows * mean * mean) / (rows - 1) / rows) };
}
