import { binomialDraws } from "./binomial-draws.ts";
import type { Proportion } from "./newcombe.ts";
import type { Estimate } from "./interval-difference.ts";
import { wilson } from "./wilson.ts";

/**
 * Macro recall: the mean recall of the classes that occur among the labels, with its 95 % interval.
 *   m = Σ pₖ / K;  [ m − √Σ((pₖ − lₖ)/K)²,  m + √Σ((uₖ − pₖ)/K)² ]  with Wilson's lₖ and uₖ of each class
 * @param classes right rows and rows of each class's label
 * @returns 0..1; null when no class has a row
 * Source: scikit-learn 1.9 `balanced_accuracy_score` for the value; Zou, Huang & Zhang, A note on confidence interval
 * estimation for a linear function of binomial proportions, Computational Statistics & Data Analysis 53 (2009) 1080-1085, for the
 * interval. Fixture: fixtures/fairness.json. Cost: O(classes).
 */
export function macroRecall(classes: readonly Proportion[]): Estimate | null {
  const present = classes.filter(({ rows }) => rows > 0);
  if (present.length === 0) return null;
  let [sum, below, above] = [0, 0, 0];
  for (const { hits, rows } of present) {
    const share = hits / rows;
    const { low, high } = wilson(hits, rows) ?? { low: 0, high: 1 };
    sum += share;
    below += (share - low) ** 2;
    above += (high - share) ** 2;
  }
  const [value, count] = [sum / present.length, present.length];
  return { value, low: value - Math.sqrt(below) / count, high: value + Math.sqrt(above) / count };
}

/**
 * Macro recalls of groups drawn again: each class's right rows are binomial with the group's own recall of it, or with that of all
 * groups together.
 * @param groups classes in the same order in each, every group with at least one row
 * @param uniform numbers in [0, 1)
 * @returns one list of macro recalls a draw. Source: as `groupDraws`. Cost: O(draws · groups · classes · log spread).
 */
export function macroRecallDraws(
  groups: readonly (readonly Proportion[])[],
  { draws, uniform, equal }: { readonly draws: number; readonly uniform: () => number; readonly equal: boolean },
): readonly (readonly number[])[] {
  const drawn = groups.map((classes) =>
    classes.map(({ hits, rows }, place) =>
      binomialDraws(rows, equal ? togetherAt(groups, place) : hits / Math.max(1, rows)),
    ),
  );
  return Array.from({ length: draws }, () =>
    groups.map((classes, group) =>
      meanShare(classes.map(({ rows }, place) => ({ rows, hits: drawn[group]?.[place]?.(uniform()) ?? 0 }))),
    ),
  );
}

function togetherAt(groups: readonly (readonly Proportion[])[], place: number): number {
  const sum = (key: keyof Proportion): number => groups.reduce((all, classes) => all + (classes[place]?.[key] ?? 0), 0);
  return sum("hits") / Math.max(1, sum("rows"));
}

function meanShare(classes: readonly Proportion[]): number {
  const present = classes.filter(({ rows }) => rows > 0);
  return present.reduce((sum, { hits, rows }) => sum + hits / rows, 0) / Math.max(1, present.length);
}
