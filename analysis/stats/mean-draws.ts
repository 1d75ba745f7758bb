import { meanWithError, type LossSums } from "./probability-loss.ts";

/**
 * Means of groups drawn again: each is normal around its own mean, or around the mean of all groups' rows, with its own standard
 * error. The first is a parametric bootstrap, the second is what chance alone makes of groups of these sizes.
 * @param groups each with at least two rows
 * @param uniform numbers in [0, 1)
 * @returns one list of means a draw. Source: Efron & Tibshirani, An introduction to the bootstrap (1993), 6.5; normal numbers
 * by Marsaglia & Bray's polar method, SIAM Review 6 (1964) 260-264. Cost: O(draws · groups).
 */
export function meanDraws(
  groups: readonly LossSums[],
  { draws, uniform, equal }: { readonly draws: number; readonly uniform: () => number; readonly equal: boolean },
): readonly (readonly number[])[] {
  const known = groups.map((group) => meanWithError(group) ?? { mean: 0, error: 0 });
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const all = groups.reduce((sum, group) => sum + group.sum, 0) / Math.max(1, rows);
  return Array.from({ length: draws }, () =>
    known.map(({ mean, error }) => (equal ? all : mean) + (error ?? 0) * normal(uniform)),
  );
}

function normal(uniform: () => number): number {
  for (;;) {
    const [a, b] = [2 * uniform() - 1, 2 * uniform() - 1];
    const square = a * a + b * b;
    if (square > 0 && square < 1) return a * Math.sqrt((-2 * Math.log(square)) / square);
  }
}
