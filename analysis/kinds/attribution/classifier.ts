import type { Reason } from "../../base/reasons.ts";
import { uniformFrom } from "../../base/rng.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { at } from "../../stats/at.ts";
import { linearScore, ridgeLogistic, type CodedSample, type RidgeFit } from "../../stats/ridge-logistic.ts";
import { delongError, rankSums, rocAuc } from "../../stats/roc-auc.ts";
import type { SortedCounts } from "../../stats/sorted-counts.ts";
import { codedRows, levelsOf, type CodedFeature, type CodedRow } from "../coded-rows.ts";
import type { AttributionConfig } from "./config.ts";
import type { Classifier } from "./result.ts";
import type { BothRows, RowsOf } from "./sides.ts";
import { withError } from "./estimate.ts";

export const folds = 5;
/** Each feature is shuffled so often; its drop is the mean. */
const shuffles = 3;

export interface ClassifierFrame {
  readonly config: AttributionConfig;
  readonly rows: BothRows;
  /** The id that tells rows apart, where both sides have it. */
  readonly id: string | null;
}

/** How well the features, together, tell production's rows from the reference's, on rows that the fit has not seen. */
export async function classify(
  source: StatsSource,
  features: readonly CodedFeature[],
  { config, rows, id }: ClassifierFrame,
): Promise<Classifier> {
  if (features.length === 0) return without("nothing_varies", [0, 0]);
  const read = ({ relation, where }: RowsOf): Promise<readonly CodedRow[]> =>
    source.rows(codedRows({ relation, features, where, id, rows: config.classifier_rows, seed: config.seed }));
  const [reference, production] = await Promise.all([read(rows.reference), read(rows.production)]);
  const sizes: [number, number] = [reference.length, production.length];
  if (Math.min(...sizes) < config.min_rows) return without("too_few_rows", sizes);
  const sample = sampleOf([reference, production], features);
  // Coded rows come in random order, so that every fifth row of each side is a random fifth.
  const foldOf = Uint8Array.from({ length: sizes[0] + sizes[1] }, (_, row) =>
    row < sizes[0] ? row % folds : (row - sizes[0]) % folds,
  );
  const fitted: RidgeFit[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const fit = ridgeLogistic(
      sample,
      rowsWhere(foldOf, (own) => own !== fold),
      fitted[fold - 1],
    );
    if (typeof fit === "string") return without(fit, sizes);
    fitted.push(fit);
  }
  const found = aucOf(outOfFold(sample, fitted, foldOf), sample.positive);
  if (found === null) return without("one_class", sizes);
  const inFold = fitted.map((_, fold) => rowsWhere(foldOf, (own) => own === fold));
  const drops = features.map(({ column }, feature) => ({
    column,
    drop: found.auc - shuffledAuc(sample, { fitted, foldOf, inFold, feature, seed: config.seed }),
  }));
  return {
    ...{ reason: null, rows: sizes, folds },
    auc: found.error === null ? { value: found.auc, low: null, high: null } : clipped(found.auc, found.error),
    features: drops.sort((a, b) => b.drop - a.drop || (a.column < b.column ? -1 : 1)),
  };
}

const without = (reason: Reason, rows: [number, number]): Classifier => ({
  ...{ reason, rows, auc: null, folds, features: [] },
});

function clipped(auc: number, error: number): Classifier["auc"] {
  const { value, low, high } = withError(auc, error);
  return { value, low: Math.max(0, low ?? 0), high: Math.min(1, high ?? 1) };
}

function sampleOf(sides: readonly (readonly CodedRow[])[], features: readonly CodedFeature[]): CodedSample {
  const rows = sides.flat();
  const codes = new Uint8Array(rows.length * features.length);
  rows.forEach((row, index) => codes.set(row.codes, index * features.length));
  const positive = new Uint8Array(rows.length).fill(1, sides[0]?.length ?? 0);
  return { codes, positive, levels: features.map(levelsOf) };
}

const rowsWhere = (foldOf: Uint8Array, wanted: (fold: number) => boolean): Uint32Array =>
  Uint32Array.from(foldOf.keys()).filter((row) => wanted(at(foldOf, row)));

const outOfFold = (sample: CodedSample, fits: readonly RidgeFit[], foldOf: Uint8Array): Float64Array =>
  Float64Array.from(foldOf, (fold, row) => {
    const fit = fits[fold];
    return fit === undefined ? 0 : linearScore(fit, sample.codes, row);
  });

/** Pooled over the folds, with DeLong's standard error. */
function aucOf(
  scores: Float64Array,
  positive: Uint8Array,
): { readonly auc: number; readonly error: number | null } | null {
  const side = (wanted: number): SortedCounts =>
    countsOf(scores.filter((_, row) => at(positive, row) === wanted).sort());
  const sums = rankSums(side(1), side(0));
  const auc = rocAuc(sums);
  return typeof auc === "number" ? { auc, error: delongError(sums) } : null;
}

function countsOf(sorted: Float64Array): SortedCounts {
  const [values, counts] = [new Float64Array(sorted.length), new Float64Array(sorted.length)];
  let size = 0;
  for (const value of sorted) {
    if (size === 0 || at(values, size - 1) !== value) values[size++] = value;
    counts[size - 1] = at(counts, size - 1) + 1;
  }
  return { values: values.subarray(0, size), counts: counts.subarray(0, size) };
}

interface Shuffle {
  readonly fitted: readonly RidgeFit[];
  readonly foldOf: Uint8Array;
  /** The rows of each fold. */
  readonly inFold: readonly Uint32Array[];
  readonly feature: number;
  readonly seed: number;
}

/** The out-of-fold AUC when one feature's codes are dealt to other rows of the same fold, the mean of several deals. */
function shuffledAuc(sample: CodedSample, { fitted, foldOf, inFold, feature, seed }: Shuffle): number {
  const uniform = uniformFrom(seed, `attribution shuffle ${feature}`);
  const width = sample.levels.length;
  let sum = 0;
  for (let round = 0; round < shuffles; round++) {
    const codes = Uint8Array.from(sample.codes);
    for (const rows of inFold) {
      for (let last = rows.length - 1; last > 0; last--) {
        const [a, b] = [at(rows, last), at(rows, Math.floor(uniform() * (last + 1)))];
        const [here, there] = [at(codes, a * width + feature), at(codes, b * width + feature)];
        codes[a * width + feature] = there;
        codes[b * width + feature] = here;
      }
    }
    sum += aucOf(outOfFold({ ...sample, codes }, fitted, foldOf), sample.positive)?.auc ?? 0;
  }
  return sum / shuffles;
}
