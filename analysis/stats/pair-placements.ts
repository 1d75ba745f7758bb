import { at } from "./at.ts";
import type { SortedCounts } from "./sorted-counts.ts";

/**
 * Where the rows of each slice lie among the other rows of each slice. With F_j(x) the share of slice j's others below x, ties
 * counting half, over the rows x of slice i:
 */
export interface Placements {
  readonly slices: number;
  /** Rows of each slice. */
  readonly rows: Float64Array;
  /** Entry i·slices + j: the mean of F_j; 0 where slice i has no rows or j no others. */
  readonly means: Float64Array;
  /** A list a slice, entry j·slices + l: the covariance (ddof 0) of F_j and F_l. */
  readonly covariances: readonly Float64Array[];
}

/**
 * Placements of all slices at once, from sorted scores: no pair of rows is looked at.
 * @param own scores of the rows that are placed, one sample a slice
 * @param others scores of those that they are placed among, as many samples
 * @returns means are exact whole numbers over 2·rows·others, up to 2^53
 * Source: placements of DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837, slice by slice. Fixture:
 * fixtures/attribution.json (scikit-learn `roc_auc_score` of each pair of slices). Cost: O(distinct scores · slices²).
 */
export function placementsOf(own: readonly SortedCounts[], others: readonly SortedCounts[]): Placements {
  const slices = own.length;
  const below = new Float64Array(slices);
  const [rows, sums] = [new Float64Array(slices), new Float64Array(slices * slices)];
  const products = own.map(() => new Float64Array(slices * slices));
  const twice = new Float64Array(slices);
  eachScore(own, others, (placed, among) => {
    for (let j = 0; j < slices; j++) twice[j] = 2 * at(below, j) + at(among, j);
    for (let i = 0; i < slices; i++) {
      const count = at(placed, i);
      if (count === 0) continue;
      rows[i] = at(rows, i) + count;
      const square = products[i] ?? twice;
      for (let j = 0; j < slices; j++) {
        const weighted = count * at(twice, j);
        sums[i * slices + j] = at(sums, i * slices + j) + weighted;
        for (let l = 0; l <= j; l++) square[j * slices + l] = at(square, j * slices + l) + weighted * at(twice, l);
      }
    }
    for (let j = 0; j < slices; j++) below[j] = at(below, j) + at(among, j);
  });
  // All scores have been passed: `below` counts every other.
  return shared({ slices, rows, sums, products, others: below });
}

interface Sums {
  readonly slices: number;
  readonly rows: Float64Array;
  /** Of twice the number of others below, and of their products; the lower triangle. */
  readonly sums: Float64Array;
  readonly products: readonly Float64Array[];
  readonly others: Float64Array;
}

function shared({ slices, rows, sums, products, others }: Sums): Placements {
  const means = sums.map((sum, place) => {
    const pairs = 2 * at(rows, Math.floor(place / slices)) * at(others, place % slices);
    return pairs === 0 ? 0 : sum / pairs;
  });
  const covariances = products.map((square, i) =>
    square.map((_, place) => {
      const [j, l] = [Math.floor(place / slices), place % slices];
      const scale = 4 * at(rows, i) * at(others, j) * at(others, l);
      if (scale === 0) return 0;
      const product = at(square, Math.max(j, l) * slices + Math.min(j, l)) / scale;
      return product - at(means, i * slices + j) * at(means, i * slices + l);
    }),
  );
  return { slices, rows, means, covariances };
}

type Visit = (own: Float64Array, others: Float64Array) => void;

/** Goes through all scores, the lowest first, with the rows of each sample that have it. */
function eachScore(own: readonly SortedCounts[], others: readonly SortedCounts[], visit: Visit): void {
  const samples = [...own, ...others];
  const heads = new Uint32Array(samples.length);
  const next = samples.map(({ values }) => values[0] ?? Number.POSITIVE_INFINITY);
  const counts = new Float64Array(samples.length);
  const [placed, among] = [counts.subarray(0, own.length), counts.subarray(own.length)];
  for (;;) {
    let lowest = Number.POSITIVE_INFINITY;
    for (const value of next) if (value < lowest) lowest = value;
    if (lowest === Number.POSITIVE_INFINITY) return;
    for (let sample = 0; sample < next.length; sample++) {
      counts[sample] = 0;
      if (next[sample] !== lowest) continue;
      const head = at(heads, sample);
      counts[sample] = samples[sample]?.counts[head] ?? 0;
      heads[sample] = head + 1;
      next[sample] = samples[sample]?.values[head + 1] ?? Number.POSITIVE_INFINITY;
    }
    visit(placed, among);
  }
}
