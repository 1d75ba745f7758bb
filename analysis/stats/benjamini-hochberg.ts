import { at } from "./at.ts";

/**
 * Benjamini-Hochberg adjusted p-values.
 *   p̃₍ᵢ₎ = min over j ≥ i of ( m · p₍ⱼ₎ / j ),  at most 1
 * @param p raw p-values in 0..1, in any order
 * @returns adjusted values in the same order; rejecting those ≤ α keeps the expected share of false ones ≤ α
 * Source: Benjamini & Hochberg (1995). Fixture: scipy 1.17 `false_discovery_control`. Cost: O(m log m).
 */
export function benjaminiHochberg(p: readonly number[]): readonly number[] {
  const order = p.map((_, index) => index).sort((a, b) => at(p, b) - at(p, a));
  const adjusted = new Array<number>(p.length).fill(1);
  let least = 1;
  order.forEach((index, fromTop) => {
    least = Math.min(least, (at(p, index) * p.length) / (p.length - fromTop));
    adjusted[index] = least;
  });
  return adjusted;
}
