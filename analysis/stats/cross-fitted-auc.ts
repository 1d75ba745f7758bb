import type { Measure } from "./measure.ts";
import { rankSums, rocAuc } from "./roc-auc.ts";
import { countsByValue } from "./sorted-counts.ts";

/** One category's rows by label and fold: `positives[f]` of fold f have the positive label. */
export interface FoldedCategory {
  readonly positives: readonly [number, number];
  readonly negatives: readonly [number, number];
}

/**
 * How well a category tells the label, out of sample: in each of two halves the rows are scored by their category's label
 * rate in the other half, shrunken by one row of that half's overall rate,
 *   r(c) = (P(c) + P/(P + N)) / (P(c) + N(c) + 1),
 * and the result is the mean of the two areas under the ROC curve. Scores fitted on the rows that they are judged by would
 * make any column of many rare values look telling.
 * @param categories counts by label and half (rows)
 * @returns 0..1, about 0.5 for a column that knows nothing; `one_class` when a half lacks one of the labels
 * Source: target encoding with cross-fitting, Micci-Barreca, SIGKDD Explorations 3 (2001) 27-32; the area as `rocAuc`.
 * Fixture: fixtures/skew.json (scikit-learn `roc_auc_score`). Cost: O(c log c).
 */
export function crossFittedAuc(categories: readonly FoldedCategory[]): Measure {
  const halves = [halfAuc(categories, 0), halfAuc(categories, 1)] as const;
  const [first, second] = halves;
  return typeof first === "number" && typeof second === "number" ? (first + second) / 2 : "one_class";
}

function halfAuc(categories: readonly FoldedCategory[], half: 0 | 1): Measure {
  const other = half === 0 ? 1 : 0;
  const sum = (of: (category: FoldedCategory) => number): number =>
    categories.reduce((total, category) => total + of(category), 0);
  const [positives, negatives] = [sum((one) => one.positives[other]), sum((one) => one.negatives[other])];
  if (positives === 0 || negatives === 0) return "one_class";
  const base = positives / (positives + negatives);
  const rate = ({ positives: p, negatives: n }: FoldedCategory): number =>
    (p[other] + base) / (p[other] + n[other] + 1);
  const counted = (of: (category: FoldedCategory) => number) =>
    countsByValue(categories.map((category) => ({ value: rate(category), count: of(category) })));
  return rocAuc(
    rankSums(
      counted((one) => one.positives[half]),
      counted((one) => one.negatives[half]),
    ),
  );
}
