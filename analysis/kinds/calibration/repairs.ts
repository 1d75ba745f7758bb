import type { Reason } from "../../base/reasons.ts";
import { at } from "../../stats/at.ts";
import { brier } from "../../stats/brier.ts";
import { calibrationErrors } from "../../stats/calibration-error.ts";
import { isotonic } from "../../stats/isotonic.ts";
import type { LabelledScores } from "../../stats/labelled-scores.ts";
import { logisticCalibration, recalibrated } from "../../stats/logistic-calibration.ts";
import { mapScores } from "../../stats/map-scores.ts";
import { firstNotBelow } from "../../stats/sorted-counts.ts";
import { binsOf } from "./binned.ts";
import type { CalibrationConfig } from "./config.ts";
import type { Repair } from "./result.ts";

const knotScores = Array.from({ length: 21 }, (_, index) => index / 20);

/** The two maps that would repair production's scores, and what each would gain on the rows that it was fitted on. */
export function repairsOf(sample: LabelledScores | null, config: CalibrationConfig): Repair[] {
  if (sample === null) return [];
  return [isotonicRepair(sample, config), plattRepair(sample, config)];
}

const blank = {
  ...{ reason: null, intercept: null, slope: null, steps: null, ece_before: null, ece_after: null },
  ...{ brier_before: null, brier_after: null, knots: [] as (number | null)[] },
};

function isotonicRepair(sample: LabelledScores, config: CalibrationConfig): Repair {
  const mapped = isotonic(sample);
  const steps = stepsOf(mapped);
  const knots = knotScores.map((score) => within(sample, score) && interpolated(sample.scores, mapped, score));
  return { ...blank, map: "isotonic", steps, ...gain(sample, mapped, config), knots };
}

/** Different values of a map that never falls. */
function stepsOf(mapped: Float64Array): number {
  let steps = 0;
  for (let index = 0; index < mapped.length; index++)
    if (index === 0 || mapped[index] !== mapped[index - 1]) steps += 1;
  return steps;
}

function plattRepair(sample: LabelledScores, config: CalibrationConfig): Repair {
  const fit = logisticCalibration(sample);
  if (typeof fit === "string") return { ...blank, map: "platt", reason: fit satisfies Reason };
  const mapped = sample.scores.map((score) => recalibrated(fit, score));
  const knots = knotScores.map((score) => within(sample, score) && recalibrated(fit, score));
  const { intercept, slope } = fit;
  return { ...blank, map: "platt", intercept, slope, ...gain(sample, mapped, config), knots };
}

function gain(sample: LabelledScores, mapped: Float64Array, { binning, bins }: CalibrationConfig): Partial<Repair> {
  const repaired = mapScores(sample, mapped);
  const ece = (scores: LabelledScores): number => calibrationErrors(binsOf(scores, binning, bins)).ece;
  return {
    ...{ ece_before: ece(sample), ece_after: ece(repaired) },
    ...{ brier_before: brier(sample), brier_after: brier(repaired) },
  };
}

/** Null outside the scores that were seen. */
const within = ({ scores }: LabelledScores, score: number): true | null =>
  score >= at(scores, 0) && score <= at(scores, scores.length - 1) ? true : null;

/** Linear between the scores, as scikit-learn predicts. */
function interpolated(scores: Float64Array, mapped: Float64Array, score: number): number {
  const above = firstNotBelow(scores, score);
  if (above <= 0) return at(mapped, 0);
  const [left, right] = [at(scores, above - 1), at(scores, above)];
  const part = (score - left) / (right - left);
  return at(mapped, above - 1) * (1 - part) + at(mapped, above) * part;
}
