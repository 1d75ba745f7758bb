import { doane, edgesOf, type EqualBins } from "../../../stats/bin-edges.ts";
import { chiSquareContingency } from "../../../stats/chi-square.ts";
import { hellinger } from "../../../stats/hellinger.ts";
import { histogram } from "../../../stats/histogram.ts";
import { jensenShannonDistance } from "../../../stats/jensen-shannon.ts";
import { ksStatistic } from "../../../stats/ks-statistic.ts";
import { lInfinity } from "../../../stats/l-infinity.ts";
import type { Measure } from "../../../stats/measure.ts";
import { shares, total } from "../../../stats/shares.ts";
import { wasserstein } from "../../../stats/wasserstein.ts";
import type { NumericSides, TwoCounts } from "../sides.ts";

export const nannymlBins = (sides: NumericSides): EqualBins => doane(sides.reference);

/** Rows in Doane's bins of the reference, and in one more bin what production has outside them. */
export function nannymlCounts(sides: NumericSides): { reference: Float64Array; production: Float64Array } {
  const edges = edgesOf(nannymlBins(sides));
  const reference = histogram(sides.reference, edges);
  const production = histogram(sides.production, edges);
  const outside = sides.moments.production.n - total(production);
  return { reference: Float64Array.of(...reference, 0), production: Float64Array.of(...production, outside) };
}

/** Categories of the reference as they are; all that only production has pooled in one more bin. */
export function nannymlCategories({ reference, production }: TwoCounts): { reference: number[]; production: number[] } {
  const known = Array.from({ length: reference.length }, (_, index) => index).filter(
    (index) => (reference[index] ?? 0) > 0,
  );
  const ofKnown = known.map((index) => production[index] ?? 0);
  return {
    reference: [...known.map((index) => reference[index] ?? 0), 0],
    production: [...ofKnown, total(production) - total(ofKnown)],
  };
}

const overBins = ({ reference, production }: TwoCounts): Record<string, Measure> => ({
  "nannyml-0.13/js": jensenShannonDistance(shares(reference), shares(production), 2),
  "nannyml-0.13/hellinger": hellinger(shares(reference), shares(production)),
});

/** Scores of a numeric column as NannyML 0.13 defines them, by its exact paths (metrics.md b.2). */
export const nannymlNumeric = (sides: NumericSides): Record<string, Measure> => ({
  ...overBins(nannymlCounts(sides)),
  "nannyml-0.13/ks": ksStatistic(sides.pair).statistic,
  "nannyml-0.13/wasserstein": wasserstein(sides.pair),
});

/** Scores of a categorical column; missing values are left out. */
export const nannymlCategorical = (counts: TwoCounts): Record<string, Measure> => ({
  ...overBins(nannymlCategories(counts)),
  "nannyml-0.13/l_infinity": lInfinity(shares(counts.reference), shares(counts.production)),
  "nannyml-0.13/chi2": chiSquareContingency(counts.reference, counts.production, true).p,
});
