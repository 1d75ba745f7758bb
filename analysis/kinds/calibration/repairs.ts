import type { Reason } from "../../base/reasons.ts";
import { at } from "../../stats/at.ts";
import { brier } from "../../stats/brier.ts";
import { calibrationErrors } from "../../stats/calibration-error.ts";
import { isotonicAt } from "../../stats/isotonic-at.ts";
import { isotonic } from "../../stats/isotonic.ts";
import type { LabelledScores } from "../../stats/labelled-scores.ts";
import { logisticCalibration, recalibrated, recalibratedScores } from "../../stats/logistic-calibration.ts";
import { mapScores } from "../../stats/map-scores.ts";
import { binsOf } from "./binned.ts";
import type { CalibrationConfig } from "./config.ts";
import { halvesOf, heldOut } from "./held-out.ts";
import type { Repair } from "./result.ts";

const knotScores = Array.from({ length: 21 }, (_, index) => index / 20);

/** The two maps that would repair production's scores, and what each would gain on its own rows and on others. */
export function repairsOf(sample: LabelledScores | null, config: CalibrationConfig): Repair[] {
  if (sample === null) return [];
  const halves = halvesOf(sample, config);
  return [isotonicRepair(sample, config), plattRepair(sample, config)].map((repair) => ({
    ...repair,
    held_out: repair.reason === null ? heldOut(repair.map, halves, config) : null,
  }));
}

const blank = {
  ...{ reason: null, intercept: null, slope: null, steps: null, ece_before: null, ece_after: null },
  ...{ brier_before: null, brier_after: null, held_out: null },
  knots: [] as (number | null)[],
};

function isotonicRepair(sample: LabelledScores, config: CalibrationConfig): Repair {
  const mapped = isotonic(sample);
  const steps = stepsOf(mapped);
  const atKnots = isotonicAt({ scores: sample.scores, values: mapped }, Float64Array.from(knotScores));
  const knots = knotScores.map((score, index) => within(sample, score) && at(atKnots, index));
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
  const mapped = recalibratedScores(fit, sample.scores);
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
