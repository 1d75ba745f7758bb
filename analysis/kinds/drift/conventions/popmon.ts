import { addedFill } from "../../../stats/fills.ts";
import { jensenShannonTerm } from "../../../stats/jensen-shannon.ts";
import { lInfinity } from "../../../stats/l-infinity.ts";
import type { Measure } from "../../../stats/measure.ts";
import { psi } from "../../../stats/psi.ts";
import { shares } from "../../../stats/shares.ts";
import type { TwoCounts } from "../sides.ts";

/** popmon's scores of two lists of probabilities: 0.00001 is added to each, without normalising (metrics.md b.6). */
export function popmonOfProbabilities(p: ArrayLike<number>, q: ArrayLike<number>): Record<string, Measure> {
  const [filledP, filledQ] = [addedFill(p), addedFill(q)];
  return {
    "popmon/psi": psi(filledP, filledQ),
    "popmon/jsd": filledP.reduce((sum, share, bin) => sum + jensenShannonTerm(share, filledQ[bin] ?? 0), 0),
    "popmon/max_prob_diff": lInfinity(p, q),
  };
}

/** Scores of a categorical column; popmon's own bins of numbers come from its histogram library and are not rebuilt here. */
export const popmonCategorical = ({ reference, production }: TwoCounts): Record<string, Measure> =>
  popmonOfProbabilities(shares(reference), shares(production));
