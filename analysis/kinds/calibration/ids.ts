export type Id = readonly [metric: string, convention: string];
const binnedIds = (suffix: "equal_count" | "equal_width") => {
  const of = (metric: string): Id => [`calibration.${metric}`, `casefile/${metric}_${suffix}`];
  const width = suffix === "equal_width";
  return {
    ece: width ? (["calibration.ece", "netcal-1.4/ece"] as Id) : of("ece"),
    debiased: of("ece_debiased"),
    mce: width ? (["calibration.mce", "netcal-1.4/mce"] as Id) : of("mce"),
    ace: (width
      ? ["calibration.ace_equal_width", "netcal-1.4/ace"]
      : ["calibration.ace_equal_mass", "casefile/ace_equal_mass"]) as Id,
    reliability: of("brier_reliability"),
    resolution: of("brier_resolution"),
    uncertainty: of("brier_uncertainty"),
    withinVariance: of("brier_within_variance"),
    withinCovariance: of("brier_within_covariance"),
  };
};
const plain = (metric: string): Id => [`calibration.${metric}`, `casefile/${metric}`];

/** Metric and convention of every number of a side. */
export const ids = {
  binned: { equal_count: binnedIds("equal_count"), equal_width: binnedIds("equal_width") },
  gap: plain("gap"),
  meanScore: plain("mean_score"),
  rate: plain("rate"),
  brier: plain("brier"),
  spiegelhalter: plain("spiegelhalter_z"),
  hosmer: plain("hosmer_lemeshow"),
  hosmerInSample: ["calibration.hosmer_lemeshow", "casefile/hosmer_lemeshow_in_sample"] as Id,
  slope: plain("slope"),
  intercept: plain("intercept"),
  eceDifference: plain("ece_difference"),
  gapChange: plain("gap_change"),
  binRate: plain("bin_rate"),
  isotonicEce: ["calibration.repaired_ece", "casefile/isotonic_in_sample"] as Id,
  isotonicBrier: ["calibration.repaired_brier", "casefile/isotonic_in_sample"] as Id,
  plattEce: ["calibration.repaired_ece", "casefile/platt_in_sample"] as Id,
  plattBrier: ["calibration.repaired_brier", "casefile/platt_in_sample"] as Id,
  heldOut: {
    isotonic: {
      ece: ["calibration.repaired_ece", "casefile/isotonic_two_fold"] as Id,
      brier: ["calibration.repaired_brier", "casefile/isotonic_two_fold"] as Id,
    },
    platt: {
      ece: ["calibration.repaired_ece", "casefile/platt_two_fold"] as Id,
      brier: ["calibration.repaired_brier", "casefile/platt_two_fold"] as Id,
    },
  },
  classwise: {
    equal_count: ["calibration.classwise_ece", "casefile/classwise_ece_equal_count"] as Id,
    equal_width: ["calibration.classwise_ece", "casefile/classwise_ece_equal_width"] as Id,
  },
} as const;
