import { at } from "./at.ts";
import { shares, total } from "./shares.ts";

/**
 * How each convention keeps an empty bin from making ln(0). Every fill takes counts and gives shares of the same length;
 * none but `halfCount` and `renormalised` gives shares that add up to 1 again.
 */

/**
 * Casefile's fill: half a row in every bin.
 *   pᵢ = (cᵢ + ½) / (Σc + k/2)
 * @param counts rows a bin, length k ≥ 1
 * @returns shares in (0, 1) that add up to 1
 * Source: the Jeffreys prior of a multinomial (Jeffreys 1946; Krichevsky & Trofimov 1981, section III).
 */
export function halfCount(counts: ArrayLike<number>): Float64Array {
  const sum = total(counts) + counts.length / 2;
  return Float64Array.from({ length: counts.length }, (_, index) => (at(counts, index) + 0.5) / sum);
}

/**
 * Evidently's fill: zeros become 0.0001, or a millionth of the side's smallest share where that is 0.0001 or less.
 * Nothing is renormalised.
 * Source: Evidently 0.7, `legacy/calculations/stattests/utils.py`.
 */
export function evidentlyFill(counts: ArrayLike<number>): Float64Array {
  const raw = shares(counts);
  const smallest = raw.reduce((least, share) => (share > 0 && share < least ? share : least), 1);
  const fill = smallest <= 1e-4 ? smallest / 1e6 : 1e-4;
  return raw.map((share) => (share === 0 ? fill : share));
}

/** Deepchecks' fill: every share is raised to at least `floor` (0.01 there). Nothing is renormalised. */
export const floorFill = (counts: ArrayLike<number>, floor = 0.01): Float64Array =>
  shares(counts).map((share) => Math.max(share, floor));

/** popmon's fill: 0.00001 is added to every share. Nothing is renormalised. */
export const addedFill = (probabilities: ArrayLike<number>, epsilon = 1e-5): Float64Array =>
  Float64Array.from({ length: probabilities.length }, (_, index) => at(probabilities, index) + epsilon);
