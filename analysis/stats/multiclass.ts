import { at } from "./at.ts";
import { f1 } from "./confusion.ts";
import type { Measure } from "./measure.ts";
import { total } from "./shares.ts";

/** Rows by true and predicted class: `counts[i]` rows of class `actual[i]` were called `predicted[i]`; classes are 0..size − 1. */
export interface ClassTable {
  readonly size: number;
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  readonly counts: ArrayLike<number>;
}

/** One class against all others. */
export interface ClassCounts {
  readonly hits: number;
  readonly actual: number;
  readonly predicted: number;
}

export interface Averages {
  readonly precision: Measure;
  readonly recall: Measure;
  readonly f1: Measure;
}

/** Each class's correct, true and predicted rows. Cost: O(cells). */
export function classCounts({ size, actual, predicted, counts }: ClassTable): readonly ClassCounts[] {
  const [hits, trues, calls] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let cell = 0; cell < counts.length; cell++) {
    const [truth, call, rows] = [at(actual, cell), at(predicted, cell), at(counts, cell)];
    trues[truth] = at(trues, truth) + rows;
    calls[call] = at(calls, call) + rows;
    if (truth === call) hits[truth] = at(hits, truth) + rows;
  }
  return Array.from(hits, (hit, index) => ({ hits: hit, actual: at(trues, index), predicted: at(calls, index) }));
}

/** F1 of one class; `one_class` when it occurs neither in truth nor in prediction. */
export const classF1 = ({ hits, actual, predicted }: ClassCounts): Measure =>
  f1({ tp: hits, fp: predicted - hits, fn: actual - hits });

const share = (hits: number, rows: number): number => (rows === 0 ? 0 : hits / rows);
const number = (measure: Measure): number => (typeof measure === "number" ? measure : 0);

/**
 * Averages over the classes that occur in truth or prediction.
 *   macro: Σ mₖ / K;  weighted: Σ mₖ · nₖ / Σ nₖ, nₖ the rows whose truth is k
 * A class's precision without a call, or recall without a row, counts as 0 here, as with scikit-learn's `zero_division=0`.
 * @returns 0..1; `too_few_rows` when there are no rows
 * Source: scikit-learn `precision_recall_fscore_support`. Fixture: fixtures/performance.json. Cost: O(classes).
 */
export function averages(classes: readonly ClassCounts[], kind: "macro" | "weighted"): Averages {
  const present = classes.filter(({ actual, predicted }) => actual + predicted > 0);
  const weights = present.map(({ actual }) => (kind === "macro" ? 1 : actual));
  const sum = total(weights);
  if (sum === 0) return { precision: "too_few_rows", recall: "too_few_rows", f1: "too_few_rows" };
  const mean = (of: (one: ClassCounts) => number): number =>
    present.reduce((all, one, index) => all + of(one) * at(weights, index), 0) / sum;
  return {
    precision: mean(({ hits, predicted }) => share(hits, predicted)),
    recall: mean(({ hits, actual }) => share(hits, actual)),
    f1: mean((one) => number(classF1(one))),
  };
}
