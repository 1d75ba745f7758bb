import { at } from "./at.ts";
import type { Expected } from "./expected-auc.ts";
import type { Measure } from "./measure.ts";
import type { ClassCounts } from "./multiclass.ts";

/** Rows without labels that were called one class and whose chances are much alike. */
export interface ChanceGroup {
  /** The class that they were called, or a number beyond the classes for any other. */
  readonly predicted: number;
  readonly rows: number;
  /** Σ over the rows of the chance of each class; together at most `rows`. */
  readonly chances: ArrayLike<number>;
}

/**
 * Expected counts of each class against the rest, of rows whose labels are not known but whose chances are.
 *   hitsₖ = Σ pₖ over rows called k,  actualₖ = Σ pₖ over all rows,  predictedₖ = rows called k
 * @returns one entry a class; what is made of them is made as of counted ones
 * Source: NannyML 0.13 `estimate_precision`, `estimate_recall`, `estimate_f1` of each class. Fixture:
 * fixtures/estimate-classes.json. Cost: O(groups · classes).
 */
export function expectedClasses(size: number, groups: readonly ChanceGroup[]): readonly ClassCounts[] {
  const [hits, actual, predicted] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (const group of groups) {
    if (group.predicted < size) {
      hits[group.predicted] = at(hits, group.predicted) + at(group.chances, group.predicted);
      predicted[group.predicted] = at(predicted, group.predicted) + group.rows;
    }
    for (let one = 0; one < size; one++) actual[one] = at(actual, one) + at(group.chances, one);
  }
  return Array.from(hits, (own, one) => ({ hits: own, actual: at(actual, one), predicted: at(predicted, one) }));
}

/**
 * A measure of expected counts with its standard error by the delta method over the labels that chance draws:
 *   √Σ_groups n·(E g² − (E g)²),  gₖ = ∂m/∂actualₖ + [k was called]·∂m/∂hitsₖ,  E over the group's mean chances
 * with central differences. The rows of a group are taken to have its mean chances, so that the error is never too small
 * (Jensen): it is exact where they have them.
 * @returns the measure's own range; its reason where it is undefined
 * Fixture: fixtures/estimate-classes.json (row by row with numpy). Cost: O(classes · (classes + groups)) calls and steps.
 */
export function ofExpectedClasses(
  size: number,
  groups: readonly ChanceGroup[],
  measure: (classes: readonly ClassCounts[]) => Measure,
): Expected {
  const classes = expectedClasses(size, groups);
  const value = measure(classes);
  if (typeof value !== "number") return { value, error: null };
  const slope = (one: number, ofHits: 0 | 1): number => {
    const by = (classes[one]?.actual ?? 0) * 1e-4;
    const moved = (step: number): Measure =>
      measure(classes.map((own, index) => (index === one ? shifted(own, step, ofHits) : own)));
    const [more, less] = [moved(by), moved(-by)];
    return by > 0 && typeof more === "number" && typeof less === "number" ? (more - less) / (2 * by) : 0;
  };
  const ofActual = classes.map((_, one) => slope(one, 0));
  const ofHit = classes.map((_, one) => slope(one, 1));
  let variance = 0;
  for (const { predicted, rows, chances } of groups) {
    let [mean, squares] = [0, 0];
    for (let one = 0; one < size; one++) {
      const pull = one === predicted ? at(ofHit, one) : at(ofActual, one);
      mean += at(chances, one) * pull;
      squares += at(chances, one) * pull * pull;
    }
    if (rows > 0) variance += squares - (mean * mean) / rows;
  }
  return { value, error: Math.sqrt(Math.max(0, variance)) };
}

/** A little more of a class's truth: among the rows that were called it, or among the others. */
const shifted = ({ hits, actual, predicted }: ClassCounts, step: number, ofHits: 0 | 1): ClassCounts => ({
  ...{ hits: hits + ofHits * step, actual: actual + step, predicted },
});
