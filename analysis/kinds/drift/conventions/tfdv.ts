import { edgesOf } from "../../../stats/bin-edges.ts";
import { histogram } from "../../../stats/histogram.ts";
import { jensenShannonDivergence } from "../../../stats/jensen-shannon.ts";
import { lInfinity } from "../../../stats/l-infinity.ts";
import type { Measure } from "../../../stats/measure.ts";
import { shares, total } from "../../../stats/shares.ts";
import type { SortedCounts } from "../../../stats/sorted-counts.ts";
import type { NumericSides, TwoCounts } from "../sides.ts";

/** Ten buckets of equal width over one side's own range; no width when the side has one value. */
export interface Buckets {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

export function standardBuckets(sample: SortedCounts): Buckets {
  const from = sample.values[0] ?? 0;
  const to = sample.values[sample.values.length - 1] ?? 0;
  const counts = from === to ? [total(sample.counts)] : [...histogram(sample, edgesOf({ from, to, bins: 10 }))];
  return { from, to, counts };
}

const boundaries = ({ from, to, counts }: Buckets): readonly number[] => [
  ...edgesOf({ from, to, bins: counts.length }),
];

/** A side's rows spread evenly inside its buckets over finer bins; a side with one value stays a point mass there. */
function spread({ from, to, counts }: Buckets, edges: readonly number[]): number[] {
  const bins = new Array<number>(Math.max(1, edges.length - 1)).fill(0);
  const own = boundaries({ from, to, counts });
  counts.forEach((count, bucket) => {
    const [start = 0, end = 0] = [own[bucket], own[bucket + 1]];
    bins.forEach((_, bin) => {
      const [left = 0, right = 0] = [edges[bin], edges[bin + 1]];
      const inside = Math.min(right, end) - Math.max(left, start);
      if (inside > 0) bins[bin] = (bins[bin] ?? 0) + (count * inside) / (end - start);
    });
  });
  return bins;
}

/** Both sides' buckets cut at the union of their boundaries; a point mass is a bin of its own after the others. */
export function rebucketed(
  reference: Buckets,
  production: Buckets,
): { edges: readonly number[]; reference: number[]; production: number[] } {
  const wide = [reference, production].filter((side) => side.to > side.from);
  const edges = [...new Set(wide.flatMap(boundaries))].sort((a, b) => a - b);
  const points = [...new Set([reference, production].filter((side) => side.to === side.from).map((side) => side.from))];
  const of = (side: Buckets): number[] => {
    const isPoint = side.to === side.from;
    const mass = points.map((point) => (isPoint && point === side.from ? total(side.counts) : 0));
    const even = edges.length < 2 ? [] : isPoint ? new Array<number>(edges.length - 1).fill(0) : spread(side, edges);
    return [...even, ...mass];
  };
  return { edges, reference: of(reference), production: of(production) };
}

/** TFDV's divergence of a numeric column: finite values only, so missing values and NaN do not count (metrics.md b.3). */
export function tfdvNumeric(sides: NumericSides): Record<string, Measure> {
  const both = rebucketed(standardBuckets(sides.reference), standardBuckets(sides.production));
  return { "tfdv/jsd": Math.min(1, jensenShannonDivergence(both.reference, both.production, 2)) };
}

/** TFDV's two distances of a categorical column; missing values are left out. */
export const tfdvCategorical = ({ reference, production }: TwoCounts): Record<string, Measure> => ({
  "tfdv/jsd": Math.min(1, jensenShannonDivergence(reference, production, 2)),
  "tfdv/l_infinity": lInfinity(shares(reference), shares(production)),
});
