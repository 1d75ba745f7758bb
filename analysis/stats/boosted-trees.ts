import { at } from "./at.ts";

/** Rows as codes, each with a number: row r's code of feature f is `codes[r · levels.length + f]`, 0 ≤ code < `levels[f]`. */
export interface CodedTargets {
  readonly codes: Uint8Array;
  readonly levels: readonly number[];
  readonly targets: Float64Array;
}

/** A leaf is what it adds; rows whose code is at most `code` go to the left. */
export type Tree =
  | { readonly adds: number }
  | { readonly feature: number; readonly code: number; readonly left: Tree; readonly right: Tree };

export interface BoostedTrees {
  /** The mean of the targets. */
  readonly base: number;
  readonly trees: readonly Tree[];
}

export interface Boosting {
  readonly trees: number;
  /** Questions from the root to a leaf at most. */
  readonly depth: number;
  /** The part of each leaf's mean residual that is added. */
  readonly rate: number;
  /** A leaf holds at least so many rows. */
  readonly leastRows: number;
}

/**
 * Gradient boosting of regression trees with squared loss.
 *   F₀ = mean y;  F_m = F_{m−1} + rate · tree_m,  tree_m the least-squares tree of the residuals y − F_{m−1}: at each node the
 *   split that lowers Σ (r − mean)² most, (Σ_left r)²/n_left + (Σ_right r)²/n_right being largest; of equal ones the first
 * A split between codes of which some do not occur lies in their middle.
 * @param sample at least one row
 * @returns a prediction is `base` and what one leaf of each tree adds, in the targets' unit
 * Source: Friedman, Greedy function approximation, Ann. Stat. 29 (2001), algorithm 2. Fixture: fixtures/estimate-errors.json
 * (scikit-learn 1.9 `GradientBoostingRegressor`). Cost: O(trees · depth · rows · features).
 */
export function boostedTrees(sample: CodedTargets, boosting: Boosting): BoostedTrees {
  const { targets } = sample;
  const base = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const residuals = targets.map((target) => target - base);
  const grown: Grown = { ...sample, ...boosting, residuals };
  const all = Uint32Array.from(targets.keys());
  const trees: Tree[] = [];
  for (let round = 0; round < boosting.trees; round++) {
    const added = new Float64Array(targets.length);
    trees.push(grow(grown, all, { depth: 0, added }));
    added.forEach((adds, row) => (residuals[row] = at(residuals, row) - adds));
  }
  return { base, trees };
}

/** The prediction of a row. */
export function boostedValue({ base, trees }: BoostedTrees, codes: ArrayLike<number>): number {
  let value = base;
  for (let node of trees) {
    while ("feature" in node) node = at(codes, node.feature) <= node.code ? node.left : node.right;
    value += node.adds;
  }
  return value;
}

interface Grown extends Omit<CodedTargets, "targets">, Omit<Boosting, "trees"> {
  readonly residuals: Float64Array;
}

function grow(grown: Grown, rows: Uint32Array, place: { readonly depth: number; readonly added: Float64Array }): Tree {
  const { residuals, rate, codes, levels } = grown;
  let sum = 0;
  for (const row of rows) sum += at(residuals, row);
  const split = place.depth < grown.depth ? bestSplit(grown, rows, sum) : null;
  if (split === null) {
    const adds = (rate * sum) / rows.length;
    for (const row of rows) place.added[row] = adds;
    return { adds };
  }
  const { feature, code } = split;
  const isLeft = (row: number): boolean => at(codes, row * levels.length + feature) <= code;
  const next = { ...place, depth: place.depth + 1 };
  return {
    ...split,
    left: grow(grown, rows.filter(isLeft), next),
    right: grow(
      grown,
      rows.filter((row) => !isLeft(row)),
      next,
    ),
  };
}

interface Split {
  readonly feature: number;
  readonly code: number;
}

function bestSplit({ codes, levels, residuals, leastRows }: Grown, rows: Uint32Array, sum: number): Split | null {
  let best: Split | null = null;
  // Below this a split is what rounding makes of rows that are all alike.
  let gain = (sum * sum) / rows.length + 1e-12 * rows.reduce((all, row) => all + at(residuals, row) ** 2, 0);
  for (let feature = 0; feature < levels.length; feature++) {
    const [counts, sums] = [new Float64Array(at(levels, feature)), new Float64Array(at(levels, feature))];
    for (const row of rows) {
      const code = at(codes, row * levels.length + feature);
      counts[code] = at(counts, code) + 1;
      sums[code] = at(sums, code) + at(residuals, row);
    }
    let [last, n, left] = [-1, 0, 0];
    for (let code = 0; code < counts.length; code++) {
      if (at(counts, code) === 0) continue;
      const others = rows.length - n;
      if (n >= leastRows && others >= leastRows) {
        const own = (left * left) / n + ((sum - left) * (sum - left)) / others;
        if (own > gain) [best, gain] = [{ feature, code: Math.min(code - 1, (last + code) >> 1) }, own];
      }
      [last, n, left] = [code, n + at(counts, code), left + at(sums, code)];
    }
  }
  return best;
}
