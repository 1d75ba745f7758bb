import type { Measure } from "./measure.ts";
import { pairRanks } from "./pair-ranks.ts";
import { rowsOf, type PairedCounts } from "./sorted-counts.ts";
import { normalTail } from "./tails.ts";

/**
 * Mann-Whitney U test by its normal approximation, with corrections for ties and continuity.
 *   U = R₁ − n₁(n₁+1)/2,  z = (U − n₁n₂/2 ± ½) / √( n₁n₂/12 · (n+1 − Σ(t³−t)/(n(n−1))) )
 * @param pair both samples over the union of their values, at least one row a side
 * @param alternative `less`: the reference tends to lie below production; `two-sided`
 * @returns p in 0..1; `zero_variance` when all rows hold one value; `too_few_rows` when a side has 8 rows or fewer, where
 *   scipy turns to exact tables that Casefile does not keep
 * Source: Mann & Whitney (1947); scipy 1.17 `mannwhitneyu`. Cost: O(distinct values).
 */
export function mannWhitneyP(pair: PairedCounts, alternative: "less" | "two-sided"): Measure {
  const { reference: n1, production: n2 } = rowsOf(pair);
  if (Math.min(n1, n2) <= 8) return "too_few_rows";
  const n = n1 + n2;
  const { rankSum, ties } = pairRanks(pair);
  const deviation = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
  if (!(deviation > 0)) return "zero_variance";
  const u = rankSum - (n1 * (n1 + 1)) / 2;
  const gap = (alternative === "less" ? n1 * n2 - u : Math.max(u, n1 * n2 - u)) - (n1 * n2) / 2 - 0.5;
  return Math.min(1, normalTail(gap / deviation) * (alternative === "less" ? 1 : 2));
}
