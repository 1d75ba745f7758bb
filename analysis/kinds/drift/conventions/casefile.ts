import { chiSquareContingency } from "../../../stats/chi-square.ts";
import { cramersV } from "../../../stats/cramers-v.ts";
import { halfCount } from "../../../stats/fills.ts";
import { hellinger } from "../../../stats/hellinger.ts";
import { klDivergence } from "../../../stats/kl-divergence.ts";
import { ksP } from "../../../stats/ks-p.ts";
import { ksStatistic } from "../../../stats/ks-statistic.ts";
import { lInfinity } from "../../../stats/l-infinity.ts";
import type { Measure } from "../../../stats/measure.ts";
import { shares } from "../../../stats/shares.ts";
import { totalVariation } from "../../../stats/total-variation.ts";
import { wasserstein } from "../../../stats/wasserstein.ts";
import { binScores, occupiedBins } from "../noise.ts";
import type { NumericSides, TwoCounts } from "../sides.ts";

/** Casefile's scores over bins or categories, the bin of missing values included (metrics.md, "What Casefile does by default"). */
export function casefileBinned(counts: TwoCounts): Record<string, Measure> {
  const { reference, production } = occupiedBins(counts);
  const [p, q] = [shares(reference), shares(production)];
  const scores = binScores(counts);
  return {
    "casefile/psi": scores.psi,
    "casefile/js": scores.js,
    "casefile/kl": klDivergence(halfCount(reference), halfCount(production)),
    "casefile/hellinger": hellinger(p, q),
    "casefile/tvd": totalVariation(p, q),
    "casefile/l_infinity": lInfinity(p, q),
    "casefile/cramers_v": cramersV(reference, production),
  };
}

/** Casefile's exact scores of the finite values. */
export function casefileNumeric(sides: NumericSides): Record<string, Measure> {
  const { reference, production } = sides.moments;
  const distance = wasserstein(sides.pair);
  const { statistic } = ksStatistic(sides.pair);
  return {
    "casefile/wasserstein": distance,
    "casefile/wasserstein_normed": reference.deviation > 0 ? distance / reference.deviation : "zero_variance",
    "casefile/ks": statistic,
    "casefile/ks_p": ksP(statistic, reference.n, production.n),
  };
}

/** The test of a categorical column: missing is a category. */
export const casefileCategorical = ({ reference, production }: TwoCounts): Record<string, Measure> => ({
  "casefile/chi2_p": chiSquareContingency(reference, production).p,
});
