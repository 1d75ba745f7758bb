import type { MetricDefinition } from "../kind.ts";
import { ids, type Id } from "./ids.ts";

const equalCount =
  "as many bins as the cell's setting (10) at the score's quantiles, lower edge open, tied scores together, as scikit-learn's calibration_curve(strategy=\"quantile\")";
const equalWidth = "as many bins of equal width on [0, 1] as the cell's setting (10), upper edge open, as netcal";

type Given = Omit<MetricDefinition, "conventions" | "unit" | "range" | "direction"> &
  Partial<Pick<MetricDefinition, "unit" | "range" | "direction">>;
const define = (given: Given, ...rules: readonly (readonly [id: Id, rule: string])[]): MetricDefinition => ({
  ...{ unit: "1", range: "0 to 1", direction: "higher_is_worse", ...given },
  conventions: rules.map(([[, id], rule]) => ({ id, rule })),
});
type BinnedName = keyof typeof ids.binned.equal_count;
const both = (given: Given, name: BinnedName): MetricDefinition =>
  define(given, [ids.binned.equal_count[name], equalCount], [ids.binned.equal_width[name], equalWidth]);

const murphy = "Murphy (1973); Stephenson, Coelho & Jolliffe, Weather and Forecasting 23 (2008) 752-757";
const errors: readonly MetricDefinition[] = [
  both(
    {
      ...{ id: "calibration.ece", name: "Expected calibration error", formula: "Σ n_b/N · |s̄_b − ȳ_b|" },
      source: "Naeini, Cooper & Hauskrecht (2015)",
    },
    "ece",
  ),
  define(
    {
      ...{
        id: "calibration.ece_difference",
        name: "Change of ECE",
        formula: "ECE of production − ECE of the reference",
      },
      ...{ range: "-1 to 1", source: "Efron & Tibshirani (1993) for the bootstrap interval" },
    },
    [ids.eceDifference, "under the cell's binning; both sides drawn again, bounds moved by twice the draws' bias"],
  ),
  both(
    {
      ...{ id: "calibration.ece_debiased", name: "Debiased ECE" },
      formula: "max(0, 2·ECE − Σ n_b/N · E|N(s̄_b − ȳ_b, ȳ_b(1 − ȳ_b)/n_b)|)",
      source: "Kumar, Liang & Ma, Verified uncertainty calibration, NeurIPS (2019)",
    },
    "debiased",
  ),
  both(
    {
      ...{ id: "calibration.mce", name: "Maximum calibration error", formula: "max |s̄_b − ȳ_b|" },
      source: "Naeini, Cooper & Hauskrecht (2015)",
    },
    "mce",
  ),
  define(
    {
      ...{ id: "calibration.ace_equal_width", name: "Average calibration error, equal width" },
      ...{ formula: "mean of |s̄_b − ȳ_b| over bins with rows", source: "Neumann, Zisserman & Vedaldi (2018)" },
    },
    [ids.binned.equal_width.ace, equalWidth],
  ),
  define(
    {
      ...{ id: "calibration.ace_equal_mass", name: "Adaptive calibration error, equal mass" },
      ...{ formula: "mean of |s̄_b − ȳ_b| over bins with rows", source: "Nixon et al. (2019)" },
    },
    [ids.binned.equal_count.ace, equalCount],
  ),
];

const brierDefinitions: readonly MetricDefinition[] = [
  define(
    {
      ...{ id: "calibration.brier", name: "Brier score", formula: "Σ (s − y)² / N = REL − RES + UNC + WBV − 2·WBC" },
      source: "Brier (1950)",
    },
    [ids.brier, "over rows, without bins"],
  ),
  both(
    {
      ...{ id: "calibration.brier_reliability", name: "Brier: reliability", formula: "Σ n_b/N (s̄_b − ȳ_b)²" },
      source: murphy,
    },
    "reliability",
  ),
  both(
    {
      ...{ id: "calibration.brier_resolution", name: "Brier: resolution", formula: "Σ n_b/N (ȳ_b − ȳ)²" },
      ...{ range: "0 to 0.25", direction: "lower_is_worse", source: murphy },
    },
    "resolution",
  ),
  both(
    {
      ...{ id: "calibration.brier_uncertainty", name: "Brier: uncertainty", formula: "ȳ(1 − ȳ)" },
      ...{ range: "0 to 0.25", direction: "neither", source: murphy },
    },
    "uncertainty",
  ),
  both(
    {
      ...{ id: "calibration.brier_within_variance", name: "Brier: variance within bins", formula: "Σ (s − s̄_b)²/N" },
      ...{ range: "0 to 0.25", direction: "neither", source: murphy },
    },
    "withinVariance",
  ),
  both(
    {
      ...{ id: "calibration.brier_within_covariance", name: "Brier: covariance within bins" },
      ...{ formula: "Σ (s − s̄_b)(y − ȳ_b)/N; it enters the Brier score as −2·WBC" },
      ...{ range: "-0.25 to 0.25", direction: "neither", source: murphy },
    },
    "withinCovariance",
  ),
];

const tests: readonly MetricDefinition[] = [
  define(
    {
      ...{ id: "calibration.spiegelhalter_z", name: "Spiegelhalter's z", unit: "standard deviations" },
      ...{ formula: "Σ (y − s)(1 − 2s) / √Σ (1 − 2s)² s(1 − s)", range: "any", direction: "neither" },
      source: "Spiegelhalter, Statistics in Medicine 5 (1986) 421-433",
    },
    [ids.spiegelhalter, "over rows; p two-sided from the normal"],
  ),
  define(
    {
      ...{ id: "calibration.hosmer_lemeshow", name: "Hosmer-Lemeshow statistic" },
      ...{ formula: "Σ (O_b − E_b)² / (n_b s̄_b(1 − s̄_b))", range: "0 and up" },
      source: "Hosmer, Lemeshow & Sturdivant, Applied Logistic Regression (2013), 5.2.2",
    },
    [ids.hosmer, `${equalCount}; p with as many degrees of freedom as bins: rows that the model was not fitted on`],
    [ids.hosmerInSample, `${equalCount}; p with bins − 2 degrees of freedom: rows that the model was fitted on`],
  ),
  define(
    {
      ...{ id: "calibration.slope", name: "Calibration slope", formula: "b of logit P(y = 1) = a + b·logit(s)" },
      ...{ range: "any; 1 is calibrated", direction: "neither", source: "Cox (1958)" },
    },
    [ids.slope, "maximum likelihood by Newton's method; scores kept inside [1e-6, 1 − 1e-6]; Wald interval"],
  ),
  define(
    {
      ...{
        id: "calibration.intercept",
        name: "Calibration intercept",
        formula: "a of logit P(y = 1) = a + b·logit(s)",
      },
      ...{ range: "any; 0 is calibrated", direction: "neither", source: "Cox (1958)" },
    },
    [ids.intercept, "as for the slope, fitted together with it"],
  ),
];

const wilsonSource = "Wilson, JASA 22 (1927) 209-212, for the interval";
const outcomes: readonly MetricDefinition[] = [
  define(
    {
      ...{ id: "calibration.gap", name: "Calibration in the large", formula: "mean score − rate of positives" },
      ...{ unit: "share", range: "-1 to 1", direction: "neither", source: wilsonSource },
    },
    [ids.gap, "rows with score and label; the scores are taken as given, the interval is Wilson's of the rate"],
  ),
  define(
    {
      ...{ id: "calibration.gap_change", name: "Change of calibration in the large" },
      ...{ formula: "gap in production − gap in the reference, of one group" },
      ...{ unit: "share", range: "-1 to 1", direction: "neither" },
      source: "Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10; Benjamini & Hochberg (1995)",
    },
    [ids.gapChange, "Newcombe's interval from the two Wilson intervals; p from the normal, adjusted over all groups"],
  ),
  define(
    {
      ...{ id: "calibration.mean_score", name: "Mean score", formula: "Σ s / N", unit: "share" },
      ...{ direction: "neither", source: "A mean; no interval" },
    },
    [ids.meanScore, "rows with score and label"],
  ),
  define(
    {
      ...{ id: "calibration.rate", name: "Rate of positives", formula: "positives / N", unit: "share" },
      ...{ direction: "neither", source: wilsonSource },
    },
    [ids.rate, "rows with score and label"],
  ),
  define(
    {
      ...{ id: "calibration.bin_rate", name: "Rate of positives in a bin", formula: "positives / rows of a bin" },
      ...{ unit: "share", direction: "neither", source: wilsonSource },
    },
    [ids.binRate, "under the cell's binning"],
  ),
];

const ownRows = "on the rows that the map was fitted on";
const otherRows = "on halves of production, each measured with the map fitted on the other";

const repaired: readonly MetricDefinition[] = [
  define(
    {
      ...{ id: "calibration.repaired_ece", name: "ECE after a repair" },
      ...{ formula: "ECE of the mapped scores" },
      source: "Zadrozny & Elkan (2002); Platt (1999)",
    },
    [ids.isotonicEce, `isotonic map (pool adjacent violators); under the cell's binning; ${ownRows}`],
    [ids.plattEce, `logistic map of the score's logit; under the cell's binning; ${ownRows}`],
    [ids.heldOut.isotonic.ece, `isotonic map; under the cell's binning; ${otherRows}`],
    [ids.heldOut.platt.ece, `logistic map of the score's logit; under the cell's binning; ${otherRows}`],
  ),
  define(
    {
      ...{ id: "calibration.repaired_brier", name: "Brier score after a repair" },
      ...{ formula: "Brier score of the mapped scores" },
      source: "Zadrozny & Elkan (2002); Platt (1999)",
    },
    [ids.isotonicBrier, `isotonic map (pool adjacent violators); ${ownRows}`],
    [ids.plattBrier, `logistic map of the score's logit; ${ownRows}`],
    [ids.heldOut.isotonic.brier, `isotonic map; ${otherRows}`],
    [ids.heldOut.platt.brier, `logistic map of the score's logit; ${otherRows}`],
  ),
];

const classwise: readonly MetricDefinition[] = [
  define(
    {
      ...{ id: "calibration.classwise_ece", name: "Classwise ECE" },
      ...{ formula: "mean over classes of the ECE of the class's score against the class's label" },
      source: "Kull et al., Beyond temperature scaling, NeurIPS (2019)",
    },
    [ids.classwise.equal_count, equalCount],
    [ids.classwise.equal_width, equalWidth],
  ),
];

export const metricDefinitions: readonly MetricDefinition[] = [
  ...errors,
  ...brierDefinitions,
  ...tests,
  ...outcomes,
  ...repaired,
  ...classwise,
];
