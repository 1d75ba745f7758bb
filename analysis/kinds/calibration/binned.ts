import { equalCountBins, equalWidthBins, type CalibrationBin } from "../../stats/calibration-bins.ts";
import type { LabelledScores } from "../../stats/labelled-scores.ts";
import type { Binning } from "./config.ts";

export const binsOf = (sample: LabelledScores, binning: Binning, bins: number): readonly CalibrationBin[] =>
  binning === "equal_count" ? equalCountBins(sample, bins) : equalWidthBins(sample, bins);
