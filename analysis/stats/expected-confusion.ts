import { at } from "./at.ts";
import type { Confusion } from "./confusion.ts";
import type { Expected } from "./expected-auc.ts";
import type { Measure } from "./measure.ts";

/** Expected confusion counts. True positives and false negatives vary by chance; the rows called positive do not. */
export interface ExpectedConfusion extends Confusion {
  readonly tpVariance: number;
  readonly fnVariance: number;
}

/**
 * Expected confusion counts of rows whose labels are not known but whose chances p are.
 *   tp = Σ p over rows called positive, fp = Σ (1 − p) over them, fn = Σ p over the others, tn = Σ (1 − p) over them
 *   var tp = Σ p(1 − p) over rows called positive, var fn over the others
 * @param rates the chance of each step, in 0..1
 * @param called rows of each step that were called positive, @param passed those that were not
 * Source: NannyML 0.13 `estimate_confusion_matrix` and its parts. Fixture: fixtures/estimate.json. Cost: O(steps).
 */
export function expectedConfusion(
  rates: ArrayLike<number>,
  called: ArrayLike<number>,
  passed: ArrayLike<number>,
): ExpectedConfusion {
  const sums = { tp: 0, fp: 0, fn: 0, tn: 0, tpVariance: 0, fnVariance: 0 };
  for (let step = 0; step < rates.length; step++) {
    const [p, yes, no] = [at(rates, step), at(called, step), at(passed, step)];
    sums.tp += yes * p;
    sums.fp += yes * (1 - p);
    sums.fn += no * p;
    sums.tn += no * (1 - p);
    sums.tpVariance += yes * p * (1 - p);
    sums.fnVariance += no * p * (1 - p);
  }
  return sums;
}

/**
 * A measure of expected counts with its standard error by the delta method over true positives and false negatives, the
 * two counts that chance moves: √((∂m/∂tp)²·var tp + (∂m/∂fn)²·var fn), with central differences.
 * NannyML puts the expected counts into the measure in the same way (`F1 = tp/(tp + (fp + fn)/2)`, …).
 * @returns the measure's own range; its reason where it is undefined
 */
export function ofExpected(counts: ExpectedConfusion, measure: (counts: Confusion) => Measure): Expected {
  const value = measure(counts);
  if (typeof value !== "number") return { value, error: null };
  const { tp, fp, fn, tn } = counts;
  const slope = (moved: (by: number) => Confusion, room: number): number => {
    const by = room * 1e-4;
    const [more, less] = [measure(moved(by)), measure(moved(-by))];
    return by > 0 && typeof more === "number" && typeof less === "number" ? (more - less) / (2 * by) : 0;
  };
  const ofTp = slope((by) => ({ tp: tp + by, fp: fp - by, fn, tn }), Math.min(tp, fp));
  const ofFn = slope((by) => ({ tp, fp, fn: fn + by, tn: tn - by }), Math.min(fn, tn));
  return { value, error: Math.sqrt(ofTp * ofTp * counts.tpVariance + ofFn * ofFn * counts.fnVariance) };
}
