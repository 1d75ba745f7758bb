import type { Reason } from "../../base/reasons.ts";
import type { Measure } from "../../stats/measure.ts";
import { casefileBinned, casefileCategorical, casefileNumeric } from "./conventions/casefile.ts";
import { deepchecksCategorical, deepchecksNumeric } from "./conventions/deepchecks.ts";
import { evidentlyCategorical, evidentlyNumeric } from "./conventions/evidently.ts";
import { nannymlCategorical, nannymlNumeric } from "./conventions/nannyml.ts";
import { popmonCategorical } from "./conventions/popmon.ts";
import { tfdvCategorical, tfdvNumeric } from "./conventions/tfdv.ts";
import type { Family } from "./config.ts";
import type { NumericSides, TwoCounts } from "./sides.ts";

type Scores = Record<string, Measure>;

const numericFamilies: Readonly<Record<Family, (sides: NumericSides) => Scores>> = {
  casefile: casefileNumeric,
  "evidently-0.7": evidentlyNumeric,
  "nannyml-0.13": nannymlNumeric,
  tfdv: tfdvNumeric,
  deepchecks: deepchecksNumeric,
  popmon: () => ({}),
};
const categoricalFamilies: Readonly<Record<Exclude<Family, "casefile">, (counts: TwoCounts) => Scores>> = {
  "evidently-0.7": evidentlyCategorical,
  "nannyml-0.13": nannymlCategorical,
  tfdv: tfdvCategorical,
  deepchecks: deepchecksCategorical,
  popmon: popmonCategorical,
};

const withCasefile = (families: readonly Family[]): readonly Family[] => [
  "casefile",
  ...families.filter((family) => family !== "casefile"),
];

/** All scores together. Numbers that overflowed, of columns near the largest double, become a reason. */
const merged = (parts: readonly Scores[]): Scores =>
  Object.fromEntries(
    parts
      .flatMap(Object.entries<Measure>)
      .map(([id, value]) => [id, typeof value === "number" && !Number.isFinite(value) ? "infinite_distance" : value]),
  );

/**
 * Every score of a numeric column under the chosen families.
 * @param bins rows by Casefile's bins, missing values last
 * @param sides the finite values, or why one side has none: then only the binned scores exist
 */
export function numericScores(bins: TwoCounts, sides: NumericSides | Reason, families: readonly Family[]): Scores {
  const binned = casefileBinned(bins);
  if (typeof sides === "string")
    return {
      ...binned,
      "casefile/wasserstein": sides,
      "casefile/wasserstein_normed": sides,
      "casefile/ks": sides,
      "casefile/ks_p": sides,
    };
  return merged([binned, ...withCasefile(families).map((family) => numericFamilies[family](sides))]);
}

/**
 * Every score of a categorical column under the chosen families.
 * @param bins rows by category, missing values last
 * @param known rows by category without the missing ones; a side may have none, and then only Casefile's scores exist
 */
export function categoricalScores(bins: TwoCounts, known: TwoCounts | Reason, families: readonly Family[]): Scores {
  const own = { ...casefileBinned(bins), ...casefileCategorical(bins) };
  if (typeof known === "string") return own;
  const others = families.flatMap((family) => (family === "casefile" ? [] : [categoricalFamilies[family](known)]));
  return merged([own, ...others]);
}

/** The p-value by which Casefile tests a column's values. */
export const testedP = (scores: Readonly<Record<string, Measure>>): number | null => {
  const p = scores["casefile/ks_p"] ?? scores["casefile/chi2_p"];
  return typeof p === "number" ? p : null;
};
