import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { crossFittedAuc, type FoldedCategory } from "./cross-fitted-auc.ts";

interface Oracle {
  /** A row a category: positives of either half, then negatives of either half. */
  readonly telling: readonly { readonly name: string; readonly table: readonly number[][]; readonly auc: number }[];
}
const { telling } = JSON.parse(readFileSync(new URL("fixtures/skew.json", import.meta.url), "utf8")) as Oracle;

const categories = (table: readonly number[][]): FoldedCategory[] =>
  table.map(([p0 = 0, p1 = 0, n0 = 0, n1 = 0]) => ({ positives: [p0, p1], negatives: [n0, n1] }));

describe("the AUC of a category by its label rate in the other half", () => {
  it.each(telling)("is scikit-learn's: $name", ({ table, auc }) => {
    expect(crossFittedAuc(categories(table))).toBeCloseTo(auc, 12);
  });

  it("does not depend on the order of the categories", () => {
    for (const { table } of telling)
      expect(crossFittedAuc(categories([...table].reverse()))).toBeCloseTo(
        Number(crossFittedAuc(categories(table))),
        12,
      );
  });

  it("is about 0.5 for many rare values that know nothing", () => {
    const rare = telling.find(({ name }) => name === "rare values, unrelated");
    expect(Math.abs((rare?.auc ?? 0) - 0.5)).toBeLessThan(0.06);
  });

  it("is undefined where a half lacks a class", () => {
    expect(crossFittedAuc([{ positives: [3, 0], negatives: [3, 3] }])).toBe("one_class");
    expect(crossFittedAuc([])).toBe("one_class");
  });
});
