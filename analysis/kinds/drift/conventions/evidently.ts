import { andersonDarling } from "../../../stats/anderson-darling.ts";
import { edgesOf, sturges, type EqualBins } from "../../../stats/bin-edges.ts";
import { chiSquareGoodnessOfFit } from "../../../stats/chi-square.ts";
import { cramerVonMises } from "../../../stats/cramer-von-mises.ts";
import { energyDistance } from "../../../stats/energy-distance.ts";
import { eppsSingleton } from "../../../stats/epps-singleton.ts";
import { evidentlyFill } from "../../../stats/fills.ts";
import { hellinger, hellingerOfCounts } from "../../../stats/hellinger.ts";
import { histogram } from "../../../stats/histogram.ts";
import { jensenShannonDistance } from "../../../stats/jensen-shannon.ts";
import { klDivergence } from "../../../stats/kl-divergence.ts";
import { ksP } from "../../../stats/ks-p.ts";
import { ksStatistic } from "../../../stats/ks-statistic.ts";
import { mannWhitneyP } from "../../../stats/mann-whitney.ts";
import type { Measure } from "../../../stats/measure.ts";
import { twoProportionP } from "../../../stats/two-proportion.ts";
import { psi } from "../../../stats/psi.ts";
import { shares, total } from "../../../stats/shares.ts";
import type { PairedCounts } from "../../../stats/sorted-counts.ts";
import { tTestP } from "../../../stats/t-test.ts";
import { wasserstein } from "../../../stats/wasserstein.ts";
import type { NumericSides, TwoCounts } from "../sides.ts";

/** Evidently 0.7 bins a number only when the reference has more distinct values than this; else each value is a bin. */
const evidentlyDistinct = 20;
/** Beyond so many distinct values the tests that walk trigonometric functions or ranks over all of them are left out. */
const mostValues = 5_000_000;

export const evidentlyBins = ({ reference, pair, moments, integers }: NumericSides): EqualBins | null =>
  reference.values.length > evidentlyDistinct
    ? sturges(pair.values, moments.reference.n + moments.production.n, integers)
    : null;

/** The bins of its numeric Hellinger distance: Sturges over the distinct values of both sides together. */
export const evidentlyHellingerBins = ({ pair, integers }: NumericSides): EqualBins =>
  sturges(pair.values, pair.values.length, integers);

export const countsInBins = (
  sides: NumericSides,
  bins: EqualBins,
): { reference: Float64Array; production: Float64Array } => ({
  reference: histogram(sides.reference, edgesOf(bins)),
  production: histogram(sides.production, edgesOf(bins)),
});

/** Its three scores over bins or categories; only PSI and KL fill zeros. */
function binned({ reference, production }: TwoCounts): Record<string, Measure> {
  const [p, q] = [evidentlyFill(reference), evidentlyFill(production)];
  return {
    "evidently-0.7/psi": psi(p, q),
    "evidently-0.7/kl_div": klDivergence(p, q),
    "evidently-0.7/jensenshannon": jensenShannonDistance(shares(reference), shares(production), Math.E),
  };
}

/** Scores of a numeric column as Evidently 0.7 defines them (metrics.md b.1): infinities and missing values are left out. */
export function evidentlyNumeric(sides: NumericSides): Record<string, Measure> {
  const { pair, moments } = sides;
  const bins = evidentlyBins(sides);
  const hellingerCounts = countsInBins(sides, evidentlyHellingerBins(sides));
  return {
    ...binned(bins === null ? pair : countsInBins(sides, bins)),
    "evidently-0.7/wasserstein": wasserstein(pair) / Math.max(moments.reference.deviation, 0.001),
    "evidently-0.7/hellinger": hellingerOfCounts(hellingerCounts.reference, hellingerCounts.production),
    "evidently-0.7/ks": ksP(ksStatistic(pair).statistic, moments.reference.n, moments.production.n),
    "evidently-0.7/t_test": tTestP(moments.reference, moments.production, true),
    "evidently-0.7/mannw": mannWhitneyP(pair, "less"),
    "evidently-0.7/ed": energyDistance(pair),
    ...rankTests(pair),
  };
}

function rankTests(pair: PairedCounts): Record<string, Measure> {
  if (pair.values.length > mostValues)
    return Object.fromEntries(
      ["anderson", "cramer_von_mises", "es"].map((name) => [`evidently-0.7/${name}`, "too_many_values" as const]),
    );
  const anderson = andersonDarling(pair);
  const es = eppsSingleton(pair);
  return {
    "evidently-0.7/anderson": typeof anderson === "string" ? anderson : anderson.p,
    "evidently-0.7/cramer_von_mises": cramerVonMises(pair).p,
    "evidently-0.7/es": typeof es === "string" ? es : es.p,
  };
}

/** Scores of a categorical column; missing values are left out. Its z-test is there for two categories. */
export function evidentlyCategorical(counts: TwoCounts): Record<string, Measure> {
  const { reference, production } = counts;
  return {
    ...binned(counts),
    "evidently-0.7/hellinger": hellinger(shares(reference), shares(production)),
    "evidently-0.7/chisquare": chiSquareGoodnessOfFit(reference, production).p,
    ...(reference.length === 2
      ? {
          "evidently-0.7/z": twoProportionP(
            { hits: reference[1] ?? 0, rows: total(reference) },
            { hits: production[1] ?? 0, rows: total(production) },
          ),
        }
      : {}),
  };
}
