import type { Reason } from "../../base/reasons.ts";
import { brier, brierTerms } from "../../stats/brier.ts";
import type { CalibrationBin } from "../../stats/calibration-bins.ts";
import { calibrationErrors, debiasedEce } from "../../stats/calibration-error.ts";
import { hosmerLemeshow } from "../../stats/hosmer-lemeshow.ts";
import type { LabelledScores } from "../../stats/labelled-scores.ts";
import { logisticCalibration } from "../../stats/logistic-calibration.ts";
import { spiegelhalter } from "../../stats/spiegelhalter.ts";
import { binsOf } from "./binned.ts";
import { binnings, type CalibrationConfig } from "./config.ts";
import { ids } from "./ids.ts";
import type { Outcome, Score } from "./result.ts";

const blank = { reason: null, low: null, high: null, p: null } as const;
const score = (id: readonly [string, string], value: number, more: Partial<Score> = {}): Score => ({
  ...{ ...blank, metric: id[0], convention: id[1], value },
  ...more,
});
const undefinedScore = (id: readonly [string, string], reason: Reason): Score => ({
  ...{ ...blank, metric: id[0], convention: id[1], value: null, reason },
});

/** Every number of a sample under its convention; ECE under the cell's own binning has the bootstrap interval. */
export function scoresOf(
  sample: LabelledScores,
  { binning, bins: size }: CalibrationConfig,
  { mean, rate, gap, low, high }: Outcome,
  interval: readonly [low: number, high: number],
): Score[] {
  const both = binnings.flatMap((name) => {
    const own = name === binning ? { low: interval[0], high: interval[1] } : {};
    return binnedScores(sample, binsOf(sample, name, size), name, own);
  });
  return [
    ...both,
    score(ids.gap, gap, { low, high }),
    score(ids.meanScore, mean),
    score(ids.rate, rate, { low: mean - high, high: mean - low }),
    score(ids.brier, brier(sample)),
    ...spiegelhalterScore(sample),
    ...hosmerScores(binsOf(sample, "equal_count", size)),
    ...logisticScores(sample),
  ];
}

function binnedScores(
  sample: LabelledScores,
  bins: readonly CalibrationBin[],
  binning: "equal_count" | "equal_width",
  interval: Partial<Score>,
): Score[] {
  const { ece, mce, ace } = calibrationErrors(bins);
  const terms = brierTerms(sample, bins);
  const of = ids.binned[binning];
  return [
    score(of.ece, ece, interval),
    score(of.debiased, debiasedEce(bins)),
    score(of.mce, mce),
    score(of.ace, ace),
    score(of.reliability, terms.reliability),
    score(of.resolution, terms.resolution),
    score(of.uncertainty, terms.uncertainty),
    score(of.withinVariance, terms.withinVariance),
    score(of.withinCovariance, terms.withinCovariance),
  ];
}

function spiegelhalterScore(sample: LabelledScores): Score[] {
  const found = spiegelhalter(sample);
  return [
    typeof found === "string"
      ? undefinedScore(ids.spiegelhalter, found)
      : score(ids.spiegelhalter, found.z, { p: found.p }),
  ];
}

function hosmerScores(bins: readonly CalibrationBin[]): Score[] {
  const found = hosmerLemeshow(bins);
  if (typeof found === "string") return [undefinedScore(ids.hosmer, found), undefinedScore(ids.hosmerInSample, found)];
  return [
    score(ids.hosmer, found.statistic, { p: found.p }),
    found.inSampleP === null
      ? undefinedScore(ids.hosmerInSample, "too_few_rows")
      : score(ids.hosmerInSample, found.statistic, { p: found.inSampleP }),
  ];
}

function logisticScores(sample: LabelledScores): Score[] {
  const fit = logisticCalibration(sample);
  if (typeof fit === "string") return [undefinedScore(ids.slope, fit), undefinedScore(ids.intercept, fit)];
  const wald = (value: number, error: number): Partial<Score> => ({
    low: value - 1.959963984540054 * error,
    high: value + 1.959963984540054 * error,
  });
  return [
    score(ids.slope, fit.slope, wald(fit.slope, fit.slopeError)),
    score(ids.intercept, fit.intercept, wald(fit.intercept, fit.interceptError)),
  ];
}
