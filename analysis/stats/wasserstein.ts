import { pairGaps } from "./pair-gaps.ts";
import { rowsOf, type PairedCounts } from "./sorted-counts.ts";

/**
 * First Wasserstein distance (earth mover's distance) of two samples, cut into stretches of the line.
 *   W₁ = ∫ |F(x) − G(x)| dx
 * @param pair both samples over the union of their values, at least one row a side
 * @param cuts ascending places where one stretch ends and the next begins
 * @returns one part for each stretch (cuts.length + 1), in the column's unit, each ≥ 0; they add up to W₁
 * Source: Vallender (1974). Fixture: scipy 1.17 `wasserstein_distance`. Cost: O(distinct values + cuts).
 */
export function wassersteinParts(pair: PairedCounts, cuts: readonly number[]): Float64Array {
  const rows = rowsOf(pair);
  const { values, reference, production } = pair;
  const parts = new Float64Array(cuts.length + 1);
  let [below, belowProduction, stretch] = [0, 0, 0];
  let nextCut = cuts[0] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < values.length; i++) {
    below += reference[i] ?? 0;
    belowProduction += production[i] ?? 0;
    const gap = Math.abs(below / rows.reference - belowProduction / rows.production);
    let from = values[i] ?? 0;
    const to = values[i + 1] ?? 0;
    while (nextCut < to) {
      const cut = Math.max(from, nextCut);
      parts[stretch] = (parts[stretch] ?? 0) + gap * (cut - from);
      from = cut;
      stretch += 1;
      nextCut = cuts[stretch] ?? Number.POSITIVE_INFINITY;
    }
    parts[stretch] = (parts[stretch] ?? 0) + gap * (to - from);
  }
  return parts;
}

/** W₁ in one number. */
export const wasserstein = (pair: PairedCounts): number => pairGaps(pair).area;
