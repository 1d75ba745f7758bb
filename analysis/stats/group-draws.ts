import { binomialDraws } from "./binomial-draws.ts";
import type { Proportion } from "./newcombe.ts";

/**
 * Rates of groups drawn again: each group's hits are binomial with its own rate, or with the rate of all groups together.
 * The first is a parametric bootstrap, the second is what chance alone makes of groups of these sizes.
 * @param groups each with at least one row
 * @param uniform numbers in [0, 1)
 * @returns one list of rates a draw. Source: Efron & Tibshirani, An introduction to the bootstrap (1993), 6.5.
 * Cost: O(groups · (spread + draws · log spread)).
 */
export function groupDraws(
  groups: readonly Proportion[],
  { draws, uniform, equal }: { readonly draws: number; readonly uniform: () => number; readonly equal: boolean },
): readonly (readonly number[])[] {
  const [hits, rows] = [sum(groups, "hits"), sum(groups, "rows")];
  const drawn = groups.map((group) => binomialDraws(group.rows, equal ? hits / rows : group.hits / group.rows));
  return Array.from({ length: draws }, () =>
    groups.map((group, place) => (drawn[place]?.(uniform()) ?? 0) / group.rows),
  );
}

const sum = (groups: readonly Proportion[], key: keyof Proportion): number =>
  groups.reduce((total, group) => total + group[key], 0);
