import type { Proportion } from "./newcombe.ts";
import { normalTail } from "./tails.ts";

/**
 * Two-sided test that two proportions are equal, with the pooled variance.
 *   z = (p₂ − p₁) / √( p(1−p)(1/n₁ + 1/n₂) )
 * @param first  hits of n₁ ≥ 1 rows
 * @param second hits of n₂ ≥ 1 rows
 * @returns p in 0..1; 1 when neither sample varies (all or none are hits on both sides)
 * Source: Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions (2003), section 3.2. Cost: O(1).
 */
export function twoProportionP(first: Proportion, second: Proportion): number {
  const pooled = (first.hits + second.hits) / (first.rows + second.rows);
  const variance = pooled * (1 - pooled) * (1 / first.rows + 1 / second.rows);
  if (variance === 0) return 1;
  const z = (second.hits / second.rows - first.hits / first.rows) / Math.sqrt(variance);
  return Math.min(1, 2 * normalTail(Math.abs(z)));
}
