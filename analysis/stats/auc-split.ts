import { at } from "./at.ts";
import { pairVariance, type PairSide, type PairSlopes } from "./pair-variance.ts";
import type { Placements } from "./pair-placements.ts";
import type { SliceParts } from "./mix-behaviour.ts";

/** One side: its positives placed among its negatives, and the reverse, by slice. */
export interface RankedSide {
  readonly positives: Placements;
  readonly negatives: Placements;
}

/** The change of an area and its parts, one entry a slice. */
export interface AucSplit {
  readonly change: number;
  readonly parts: readonly SliceParts[];
}

/**
 * The change of ROC AUC split by slice into who came (mix) and how the model ranks them (behaviour). The area is a mean over
 * pairs of a positive of slice i and a negative of slice j: with pᵢ and qⱼ the slices' shares of the positives and of the
 * negatives, w = pᵢqⱼ a pair's weight and A its own area, primes for afterwards,
 *   AUC = Σ wA,   mixᵢⱼ = (w′ − w) · ( (A + A′)/2 − (AUC + AUC′)/2 ),   behaviourᵢⱼ = (w + w′)/2 · (A′ − A),
 * and half of each pair's part goes to the positive's slice, half to the negative's. All parts add up to AUC′ − AUC exactly,
 * since Σ(w′ − w) = 0. A pair that one side lacks (a slice of one class there) has no area of its own there: it is given the
 * other side's, so that all of its part is mix. Standard errors are the delta method's: the root of the mean square of each
 * row's influence, positives and negatives of both sides independent, the numbers of positives and negatives given.
 * @returns nothing when a side has one class only. Parts are points of AUC, positive where the slice raises it.
 * Source: Kitagawa, JASA 50 (1955) 1168-1194, over pairs of rows; influences of an area: DeLong et al., Biometrics 44 (1988)
 * 837. Fixture: fixtures/attribution.json (scikit-learn `roc_auc_score` of subsets). Cost: O(slices⁴).
 */
export function splitAuc(before: RankedSide, after: RankedSide): AucSplit | null {
  const [one, two] = [pairSide(before), pairSide(after)];
  if (one === null || two === null) return null;
  const middle = (one.area + two.area) / 2;
  const size = one.slices;
  const parts = Array.from({ length: size }, (_, slice): SliceParts => {
    const mixes: [PairSlopes, PairSlopes] = [noSlopes(size), noSlopes(size)];
    const behaviours: [PairSlopes, PairSlopes] = [noSlopes(size), noSlopes(size)];
    let [mix, behaviour] = [0, 0];
    for (const [i, j, part] of pairsOf(slice, size)) {
      const pair = pairOf(one, two, i, j);
      const [from, gained] = [pair.mean - middle, pair.weights[1] - pair.weights[0]];
      mix += part * gained * from;
      behaviour += part * pair.share * pair.worse;
      for (const side of [0, 1] as const) {
        const sign = side === 0 ? -1 : 1;
        const rows = side === 0 ? one : two;
        addSlope(mixes[side], rows, [i, j], {
          ...{ weight: part * sign * from, area: part * gained * at(pair.known, side), overall: (-part * gained) / 2 },
        });
        addSlope(behaviours[side], rows, [i, j], {
          ...{ weight: (part * pair.worse) / 2, area: pair.both ? part * sign * pair.share : 0, overall: 0 },
        });
      }
    }
    const error = ([first, second]: readonly [PairSlopes, PairSlopes]): number =>
      Math.sqrt(pairVariance(one, first) + pairVariance(two, second));
    return { mix, behaviour, mixError: error(mixes), behaviourError: error(behaviours) };
  });
  return { change: two.area - one.area, parts };
}

/** The pairs that a slice has a part in, and which part: its positives with all negatives, its negatives with all positives. */
function pairsOf(slice: number, slices: number): readonly (readonly [i: number, j: number, part: number])[] {
  return Array.from({ length: slices }, (_, other) =>
    other === slice ? [[slice, slice, 1] as const] : [[slice, other, 0.5] as const, [other, slice, 0.5] as const],
  ).flat();
}

/** One pair of slices on both sides. */
function pairOf(one: PairSide, two: PairSide, i: number, j: number) {
  const place = i * one.slices + j;
  const weights = [at(one.p, i) * at(one.q, j), at(two.p, i) * at(two.q, j)] as const;
  const [has, had] = [weights[1] > 0, weights[0] > 0];
  const [first, second] = [at(one.areas, place), at(two.areas, place)];
  const both = has && had;
  return {
    ...{ weights, both, share: (weights[0] + weights[1]) / 2, worse: both ? second - first : 0 },
    mean: both ? (first + second) / 2 : had ? first : second,
    /** How much of the pair's mean area each side's own is. */
    known: [had ? (both ? 0.5 : 1) : 0, has ? (both ? 0.5 : 1) : 0],
  };
}

function pairSide({ positives, negatives }: RankedSide): PairSide | null {
  const [all, others] = [sum(positives.rows), sum(negatives.rows)];
  if (all === 0 || others === 0) return null;
  const [p, q] = [positives.rows.map((rows) => rows / all), negatives.rows.map((rows) => rows / others)];
  const slices = positives.slices;
  let area = 0;
  for (let i = 0; i < slices; i++)
    for (let j = 0; j < slices; j++)
      area += at(positives.means, i * slices + j) * at(positives.rows, i) * at(negatives.rows, j);
  return { slices, p, q, areas: positives.means, area: area / all / others, positives, negatives };
}

const sum = (list: Float64Array): number => list.reduce((all, one) => all + one, 0);

const noSlopes = (size: number): PairSlopes => ({
  ...{ p: new Float64Array(size), q: new Float64Array(size), areas: new Float64Array(size * size), area: 0 },
});

/** What a part gains with a pair's weight pᵢqⱼ, with its area and with the area of all. */
function addSlope(
  into: PairSlopes,
  { p, q, slices }: PairSide,
  [i, j]: readonly [number, number],
  { weight, area, overall }: { readonly weight: number; readonly area: number; readonly overall: number },
): void {
  into.p[i] = at(into.p, i) + weight * at(q, j);
  into.q[j] = at(into.q, j) + weight * at(p, i);
  into.areas[i * slices + j] = at(into.areas, i * slices + j) + area;
  into.area += overall;
}
