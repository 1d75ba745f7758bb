import { uniformFrom } from "../../base/rng.ts";
import { drawWithoutReplacement } from "../../stats/hypergeometric.ts";
import { jensenShannonTerm } from "../../stats/jensen-shannon.ts";
import { drawWithReplacement } from "../../stats/multinomial.ts";
import { psiTerm } from "../../stats/psi.ts";
import { sampledQuantile } from "../../stats/sampled-quantile.ts";
import { total } from "../../stats/shares.ts";
import type { TwoCounts } from "./sides.ts";

/** The two scores that are simulated, over bins that hold a row on at least one side. */
export interface BinScores {
  readonly psi: number;
  readonly js: number;
}

/** Bins that are empty on both sides say nothing: they are left out before half a row is put into every bin. */
export function occupiedBins({ reference, production }: TwoCounts): { reference: number[]; production: number[] } {
  const kept = Array.from({ length: reference.length }, (_, bin) => bin).filter(
    (bin) => (reference[bin] ?? 0) + (production[bin] ?? 0) > 0,
  );
  return { reference: kept.map((bin) => reference[bin] ?? 0), production: kept.map((bin) => production[bin] ?? 0) };
}

/**
 * `casefile/psi` and `casefile/js` of binned rows; both sides have at least one row. One pass without copies, since noise
 * floors and intervals come here hundreds of times.
 */
export function binScores({ reference, production }: TwoCounts): BinScores {
  const [rows, rowsNow] = [total(reference), total(production)];
  let occupied = 0;
  for (let bin = 0; bin < reference.length; bin++)
    if ((reference[bin] ?? 0) + (production[bin] ?? 0) > 0) occupied += 1;
  let [stability, divergence] = [0, 0];
  for (let bin = 0; bin < reference.length; bin++) {
    const [before, now] = [reference[bin] ?? 0, production[bin] ?? 0];
    if (before + now === 0) continue;
    stability += psiTerm((before + 0.5) / (rows + occupied / 2), (now + 0.5) / (rowsNow + occupied / 2));
    divergence += jensenShannonTerm(before / rows, now / rowsNow);
  }
  return { psi: stability, js: Math.sqrt(Math.max(0, divergence) / Math.LN2) };
}

export interface NoiseFloor {
  /** Rows of the two parts that the reference was split into. */
  readonly sizes: readonly [number, number];
  readonly splits: number;
  readonly psi: readonly [p95: number, p99: number];
  readonly js: readonly [p95: number, p99: number];
}

/** Fewer draws where a draw is long; never under 200. */
const drawsFor = (bins: number): number => (bins > 64 ? 200 : 400);

/**
 * What the same scores give between two disjoint random parts of the reference: the 95 % and 99 % quantile over seeded
 * splits. The part that stands for production has as many rows as production, or half of the reference when production is
 * larger than that; the other part is the rest. Parts are smaller than the sides compared, so the floor errs upwards.
 * @param reference rows a bin, at least 2 together
 * @param productionRows how many rows it is compared with
 */
export function noiseFloor(
  reference: ArrayLike<number>,
  productionRows: number,
  seed: number,
  stream: string,
): NoiseFloor {
  const uniform = uniformFrom(seed, `noise ${stream}`);
  const rows = total(reference);
  const taken = Math.max(1, Math.min(productionRows, Math.floor(rows / 2)));
  const splits = drawsFor(reference.length);
  const scores = Array.from({ length: splits }, () => {
    const part = drawWithoutReplacement(reference, taken, uniform);
    return binScores({ reference: part.map((count, bin) => (reference[bin] ?? 0) - count), production: part });
  });
  const limits = (of: (score: BinScores) => number): readonly [number, number] => {
    const sample = scores.map(of);
    return [sampledQuantile(sample, 0.95), sampledQuantile(sample, 0.99)];
  };
  return { sizes: [rows - taken, taken], splits, psi: limits((score) => score.psi), js: limits((score) => score.js) };
}

/**
 * The PSI floor carried over to a comparison of other sizes: the index is a chi-square over the rows, so its noise goes as
 * 1/n₁ + 1/n₂.
 */
export const noiseAt = (floor: NoiseFloor, level: 0 | 1, reference: number, production: number): number =>
  (floor.psi[level] * (1 / reference + 1 / production)) / (1 / floor.sizes[0] + 1 / floor.sizes[1]);

export interface ScoreIntervals {
  readonly psi: readonly [low: number, high: number];
  readonly js: readonly [low: number, high: number];
}

/**
 * 95 % bootstrap intervals: both sides' binned rows are drawn again with replacement, and the percentiles are moved by the
 * bootstrap's own bias, since drawing adds noise and both scores count noise as distance. Never below 0.
 */
export function bootstrapIntervals(counts: TwoCounts, seed: number, stream: string): ScoreIntervals {
  const uniform = uniformFrom(seed, `bootstrap ${stream}`);
  const { reference, production } = occupiedBins(counts);
  const estimate = binScores(counts);
  const scores = Array.from({ length: drawsFor(reference.length) }, () =>
    binScores({
      reference: drawWithReplacement(reference, uniform),
      production: drawWithReplacement(production, uniform),
    }),
  );
  const interval = (of: (score: BinScores) => number): readonly [number, number] => {
    const sample = scores.map(of);
    const bias = sample.reduce((sum, value) => sum + value, 0) / sample.length - of(estimate);
    const bound = (probability: number): number => Math.max(0, sampledQuantile(sample, probability) - bias);
    return [Math.min(bound(0.025), of(estimate)), Math.max(bound(0.975), of(estimate))];
  };
  return { psi: interval((score) => score.psi), js: interval((score) => score.js) };
}
