import gammaln from "@stdlib/math-base-special-gammaln";
import { at } from "./at.ts";
import { drawFromMode, drawsFromMode, type Unimodal } from "./from-mode.ts";
import { total } from "./shares.ts";

/** Successes in `n` independent rows of chance `p`, from `u` uniform in [0, 1). */
export function binomial(n: number, p: number, u: number): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  return drawFromMode(fromMode(n, p), u);
}

/** Many such draws: the search is done once. */
export function binomialDraws(n: number, p: number): (u: number) => number {
  if (n === 0 || p <= 0) return () => 0;
  return p >= 1 ? () => n : drawsFromMode(fromMode(n, p));
}

function fromMode(n: number, p: number): Unimodal {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const logAtMode =
    gammaln(n + 1) - gammaln(mode + 1) - gammaln(n - mode + 1) + mode * Math.log(p) + (n - mode) * Math.log1p(-p);
  const odds = p / (1 - p);
  return { low: 0, high: n, mode, atMode: Math.exp(logAtMode), ratioUp: (k) => ((n - k) / (k + 1)) * odds };
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
