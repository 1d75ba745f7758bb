import gammaln from "@stdlib/math-base-special-gammaln";
import { at } from "./at.ts";
import { total } from "./shares.ts";

/** Successes in `n` independent rows of chance `p`, from `u` uniform in [0, 1). */
export function binomial(n: number, p: number, u: number): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  return fromMode(binomialMode(n, p), u);
}

export interface BinomialMode {
  readonly n: number;
  /** p / (1 − p) */
  readonly odds: number;
  readonly mode: number;
  /** The chance of the mode. */
  readonly atMode: number;
}

/** Where a search through a binomial distribution starts, for 0 < p < 1. */
export function binomialMode(n: number, p: number): BinomialMode {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const logAtMode =
    gammaln(n + 1) - gammaln(mode + 1) - gammaln(n - mode + 1) + mode * Math.log(p) + (n - mode) * Math.log1p(-p);
  return { n, odds: p / (1 - p), mode, atMode: Math.exp(logAtMode) };
}

/**
 * By inversion, searching outwards from the mode: about one step for each standard deviation. The mode again when rounding
 * leaves a sliver of `u` over. The same search stands in hypergeometric.ts: with the ratio of neighbours as a function, which
 * is called hundreds of times a draw, it takes twice as long.
 * Source: Kachitvichyanukul & Schmeiser (1985), algorithm HIN, started at the mode.
 */
function fromMode({ n, odds, mode, atMode }: BinomialMode, u: number): number {
  let left = u - atMode;
  if (left < 0) return mode;
  let [up, down, chanceUp, chanceDown] = [mode, mode, atMode, atMode];
  while (up < n || down > 0) {
    if (up < n) {
      chanceUp *= ((n - up) / (up + 1)) * odds;
      up += 1;
      left -= chanceUp;
      if (left < 0) return up;
    }
    if (down > 0) {
      down -= 1;
      chanceDown /= ((n - down) / (down + 1)) * odds;
      left -= chanceDown;
      if (left < 0) return down;
    }
    if (chanceUp < 1e-18 && chanceDown < 1e-18) return mode;
  }
  return mode;
}

/**
 * Bin counts of as many rows drawn with replacement: one bootstrap sample of binned data, one conditional draw a bin.
 * @param counts whole rows a bin, length k, with a positive sum
 * @param uniform numbers in [0, 1)
 * @returns k counts with the same sum. Cost: O(k · spread).
 */
export function drawWithReplacement(counts: ArrayLike<number>, uniform: () => number): Float64Array {
  const sample = new Float64Array(counts.length);
  let rows = total(counts);
  let left = rows;
  for (let bin = 0; bin < counts.length && rows > 0; bin++) {
    const here = at(counts, bin);
    const taken = here === 0 ? 0 : binomial(left, here / rows, uniform());
    sample[bin] = taken;
    left -= taken;
    rows -= here;
  }
  return sample;
}
