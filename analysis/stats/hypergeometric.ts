import gammaln from "@stdlib/math-base-special-gammaln";
import { at } from "./at.ts";
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
  return fromMode({ marked, others, drawn, low, high, mode, atMode }, u);
}

interface Hypergeometric {
  readonly marked: number;
  readonly others: number;
  readonly drawn: number;
  readonly low: number;
  readonly high: number;
  readonly mode: number;
  /** The chance of the mode. */
  readonly atMode: number;
}

/**
 * By inversion, searching outwards from the mode: about one step for each standard deviation. The mode again when rounding
 * leaves a sliver of `u` over. The same search stands in multinomial.ts, which says why.
 * Source: Kachitvichyanukul & Schmeiser (1985), algorithm HIN, started at the mode.
 */
function fromMode({ marked, others, drawn, low, high, mode, atMode }: Hypergeometric, u: number): number {
  let left = u - atMode;
  if (left < 0) return mode;
  const rest = others - drawn;
  let [up, down, chanceUp, chanceDown] = [mode, mode, atMode, atMode];
  while (up < high || down > low) {
    if (up < high) {
      chanceUp *= ((marked - up) * (drawn - up)) / ((up + 1) * (rest + up + 1));
      up += 1;
      left -= chanceUp;
      if (left < 0) return up;
    }
    if (down > low) {
      down -= 1;
      chanceDown /= ((marked - down) * (drawn - down)) / ((down + 1) * (rest + down + 1));
      left -= chanceDown;
      if (left < 0) return down;
    }
    if (chanceUp < 1e-18 && chanceDown < 1e-18) return mode;
  }
  return mode;
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
