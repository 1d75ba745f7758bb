import type { StatsSource } from "../../../base/stats-source.ts";
import { at } from "../../../stats/at.ts";
import { boostedTrees, boostedValue } from "../../../stats/boosted-trees.ts";
import { evenCuts } from "../../../stats/even-cuts.ts";
import { countsByValue } from "../../../stats/sorted-counts.ts";
import { codedRows, levelsOf, mostCodedRows, type CodedFeature, type CodedRow } from "../../coded-rows.ts";
import type { ErrorInput, ErrorModel } from "../sql/error-cells.ts";
import { frequentValues } from "../sql/frequent-values.ts";
import type { Input } from "../sql/support.ts";

/** Bins of a numeric input. */
const mostBins = 56;
/** Inputs that the errors are explained by: the model's first ones, and the prediction. */
export const mostInputs = 60;
/** Few trees that learn fast: each costs as much for a row of production as a column more. */
const boosting = { trees: 16, depth: 3, rate: 0.3 };
const leastLeaf = 50;
/** Cells of rows of which errors of about the same size are expected, each with at least so many fitted rows. */
const mostCells = 100;
const leastCell = 20;

/** The inputs with the reference's bins and categories; those without a value in the reference are left out. */
export async function codedInputs(
  source: StatsSource,
  relation: string,
  inputs: readonly Input[],
): Promise<readonly CodedFeature[]> {
  const found = await Promise.all(inputs.map((input) => codedInput(source, relation, input)));
  return found.filter((one) => one !== null);
}

async function codedInput(
  source: StatsSource,
  relation: string,
  { name, numeric }: Input,
): Promise<CodedFeature | null> {
  if (!numeric) {
    const values = (await source.rows(frequentValues(relation, name))).map(({ value }) => value);
    return values.length === 0 ? null : { column: name, kind: "categorical", values };
  }
  const sample = await source.values({ relation, column: name });
  const cuts = Array.from(evenCuts(sample, mostBins - 1));
  return sample.values.length === 0 ? null : { column: name, kind: "numeric", cuts };
}

interface SampledRows {
  readonly relation: string;
  /** An SQL predicate over the relation's rows. */
  readonly where: string;
  /** The absolute error as SQL, null where it is not known. */
  readonly error: string;
  /** SQL: the row belongs to the first part of the reference. */
  readonly early: string;
  readonly id: string | null;
  readonly seed: number;
}

/** Rows with an error, in random order: all of them, and those of the first part. */
export async function sampledErrors(
  source: StatsSource,
  features: readonly CodedFeature[],
  { error, where, early, ...rows }: SampledRows,
): Promise<Readonly<Record<"early" | "whole", readonly CodedRow[]>>> {
  const whole = await source.rows(
    codedRows({
      ...{ ...rows, features, rows: mostCodedRows, where: `${where} AND (${error}) IS NOT NULL` },
      extra: [error, `CASE WHEN ${early} THEN 1 ELSE 0 END`],
    }),
  );
  return { whole, early: whole.filter(({ extra }) => extra[1] === 1) };
}

/** Cells by the size of the error that the inputs tell, and how many rows that was learnt from. */
export function fitErrors(
  features: readonly CodedFeature[],
  sample: readonly CodedRow[],
): { readonly model: ErrorModel; readonly rows: number } {
  const absolute = Float64Array.from(sample, ({ extra }) => extra[0] ?? 0);
  const inputs = features.map((coded, place): ErrorInput => ({
    coded,
    ranks: coded.kind === "numeric" ? null : ranksOf(sample, absolute, { place, levels: levelsOf(coded) }),
  }));
  const codes = codesOf(sample, inputs);
  const leastRows = Math.max(leastLeaf, Math.floor(sample.length / 200));
  const trees = boostedTrees({ codes, levels: features.map(levelsOf), targets: absolute }, { ...boosting, leastRows });
  const expected = sample.map((_, row) =>
    boostedValue(trees, codes.subarray(row * inputs.length, (row + 1) * inputs.length)),
  );
  const cells = Math.max(1, Math.min(mostCells, Math.floor(sample.length / leastCell)));
  const cuts = evenCuts(countsByValue(expected.map((value) => ({ value, count: 1 }))), cells - 1);
  return { model: { inputs, trees, cuts }, rows: sample.length };
}

/** The codes of a feature in order of their rows' mean error; codes without rows come last. */
function ranksOf(
  sample: readonly CodedRow[],
  errors: Float64Array,
  { place, levels }: { readonly place: number; readonly levels: number },
): readonly number[] {
  const [counts, sums] = [new Float64Array(levels), new Float64Array(levels)];
  sample.forEach(({ codes }, row) => {
    const code = at(codes, place);
    counts[code] = at(counts, code) + 1;
    sums[code] = at(sums, code) + at(errors, row);
  });
  const mean = (code: number): number =>
    at(counts, code) === 0 ? Number.MAX_VALUE : at(sums, code) / at(counts, code);
  const ordered = Array.from(counts.keys()).sort((a, b) => mean(a) - mean(b) || a - b);
  const ranks = Array.from(counts, () => 0);
  ordered.forEach((code, rank) => (ranks[code] = rank));
  return ranks;
}

function codesOf(sample: readonly CodedRow[], inputs: readonly ErrorInput[]): Uint8Array {
  const all = new Uint8Array(sample.length * inputs.length);
  sample.forEach(({ codes }, row) =>
    inputs.forEach(({ ranks }, place) => {
      const code = at(codes, place);
      all[row * inputs.length + place] = ranks === null ? code : at(ranks, code);
    }),
  );
  return all;
}
