import { uniformFrom } from "../../base/rng.ts";
import type { Reason } from "../../base/reasons.ts";
import { brier } from "../../stats/brier.ts";
import { calibrationErrors } from "../../stats/calibration-error.ts";
import { isotonicAt } from "../../stats/isotonic-at.ts";
import { isotonic } from "../../stats/isotonic.ts";
import { scoreSums, type LabelledScores } from "../../stats/labelled-scores.ts";
import { logisticCalibration, recalibratedScores } from "../../stats/logistic-calibration.ts";
import { mapScores } from "../../stats/map-scores.ts";
import { splitHalves } from "../../stats/split-halves.ts";
import { binsOf } from "./binned.ts";
import type { CalibrationConfig } from "./config.ts";
import type { HeldOut, Repair } from "./result.ts";

type Map = (scores: Float64Array) => Float64Array;

export type Halves = readonly [LabelledScores, LabelledScores];

/** Two random halves of a sample: the same for every map that is tried on them. */
export const halvesOf = (sample: LabelledScores, { seed }: CalibrationConfig): Halves =>
  splitHalves(sample, uniformFrom(seed, "halves of the repairs"));

/**
 * What a repair gains on rows that it was not fitted on: production is parted into two random halves, the map is fitted on
 * each and measured on the other, and the two measures are put together by rows. ECE before is that of the same halves,
 * since ECE is larger on fewer rows.
 */
export function heldOut(map: Repair["map"], [one, other]: Halves, config: CalibrationConfig): HeldOut {
  if ([one, other].some((half) => scoreSums(half).rows < config.min_rows)) return undefinedFor("too_few_rows");
  const first = measured(map, one, other, config);
  const second = measured(map, other, one, config);
  if (typeof first === "string") return undefinedFor(first);
  if (typeof second === "string") return undefinedFor(second);
  const [n, m] = [scoreSums(other).rows, scoreSums(one).rows];
  const mean = (of: keyof Gain): number => (n * first[of] + m * second[of]) / (n + m);
  return {
    ...{ reason: null, ece_before: mean("ece_before"), ece_after: mean("ece_after") },
    ...{ brier_before: mean("brier_before"), brier_after: mean("brier_after") },
  };
}

type Gain = Readonly<Record<"ece_before" | "ece_after" | "brier_before" | "brier_after", number>>;

const undefinedFor = (reason: Reason): HeldOut => ({
  ...{ reason, ece_before: null, ece_after: null, brier_before: null, brier_after: null },
});

function measured(
  map: Repair["map"],
  fitOn: LabelledScores,
  on: LabelledScores,
  config: CalibrationConfig,
): Gain | Reason {
  const fitted = fit(map, fitOn);
  if (typeof fitted === "string") return fitted;
  const after = mapScores(on, fitted(on.scores));
  const ece = (sample: LabelledScores): number => calibrationErrors(binsOf(sample, config.binning, config.bins)).ece;
  return { ece_before: ece(on), ece_after: ece(after), brier_before: brier(on), brier_after: brier(after) };
}

function fit(map: Repair["map"], sample: LabelledScores): Map | Reason {
  if (map === "isotonic") {
    const values = isotonic(sample);
    return (scores) => isotonicAt({ scores: sample.scores, values }, scores);
  }
  const line = logisticCalibration(sample);
  return typeof line === "string" ? line : (scores) => recalibratedScores(line, scores);
}
