import gammaln from "@stdlib/math-base-special-gammaln";
import { at } from "./at.ts";
import { drawFromMode } from "./from-mode.ts";
import { total } from "./shares.ts";

const logChoose = (n: number, k: number): number => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);

/** How many of `drawn` rows, taken without replacement from `marked` + `others`, are marked. All integers ≥ 0. */
function hypergeometric(marked: number, others: number, drawn: number, u: number): number {
  const low = Math.max(0, drawn - others);
  const high = Math.min(drawn, marked);
  if (low === high) return low;
  const mode = Math.min(high, Math.max(low, Math.floor(((drawn + 1) * (marked + 1)) / (marked + others + 2))));
  const atMode = Math.exp(
    logChoose(marked, mode) + logChoose(others, drawn - mode) - logChoose(marked + others, drawn),
  );
  const ratioUp = (k: number): number => ((marked - k) * (drawn - k)) / ((k + 1) * (others - drawn + k + 1));
  return drawFromMode({ low, high, mode, atMode, ratioUp }, u);
}

/**
 * Bin counts of a random part of a sample, drawn without replacement: the exact multivariate hypergeometric distribution,
 * one conditional draw a bin.
 * @param counts whole rows a bin, length k
 * @param drawn how many rows to take, 0..Σcounts
 * @param uniform numbers in [0, 1)
 * @returns k counts that add up to `drawn`; the rest is `counts` less these. Cost: O(k · spread).
 */
export function drawWithoutReplacement(counts: ArrayLike<number>, drawn: number, uniform: () => number): Float64Array {
  const part = new Float64Array(counts.length);
  let others = total(counts);
  let left = drawn;
  for (let bin = 0; bin < counts.length && left > 0; bin++) {
    const here = at(counts, bin);
    others -= here;
    const taken = hypergeometric(here, others, left, uniform());
    part[bin] = taken;
    left -= taken;
  }
  return part;
}
