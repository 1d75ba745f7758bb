import { uniformFrom } from "../../base/rng.ts";
import type { Reason } from "../../base/reasons.ts";
import type { CalibrationBin } from "../../stats/calibration-bins.ts";
import { calibrationErrors } from "../../stats/calibration-error.ts";
import { biasCorrectedInterval, eceCells, eceDraws, eceOfPerfectScores } from "../../stats/ece-bootstrap.ts";
import { scoreSums, type LabelledScores } from "../../stats/labelled-scores.ts";
import { firstNotBelow } from "../../stats/sorted-counts.ts";
import { binsOf } from "./binned.ts";
import type { CalibrationConfig } from "./config.ts";
import { outcomeOf } from "./outcome.ts";
import type { SideName, SideScores } from "./parts.ts";
import type { BinResult, SideResult } from "./result.ts";
import { scoresOf } from "./scores.ts";

/** Draws of the bootstrap and of perfect scores. */
const draws = 1000;
const histogramBins = 20;

export interface SideState {
  readonly result: SideResult;
  /** Bootstrap draws of ECE, for the difference of two sides. */
  readonly draws: readonly number[];
  readonly ece: number;
}

/** Everything about one side: outcome, bins, scores under their conventions and the interval of ECE. */
export function sideState(
  name: SideName,
  part: SideScores,
  config: CalibrationConfig,
  threshold: number | null,
): SideState {
  const { sample, reason } = part;
  if (sample === null) return blank(part, reason ?? "too_few_rows");
  const bins = binsOf(sample, config.binning, config.bins);
  const { ece } = calibrationErrors(bins);
  const drawn = eceDraws(eceCells(sample, bins), draws, uniformFrom(config.seed, `ece ${name}`));
  const chance = eceOfPerfectScores(bins, draws, uniformFrom(config.seed, `chance ${name}`));
  const { rows, positives, scoreSum } = scoreSums(sample);
  const outcome = outcomeOf({ n: rows, yes: positives, scores: scoreSum });
  return {
    result: {
      ...{ rows: rowsOf(part), reason: null, outcome, bins: bins.map(binResult), histogram: histogram(sample) },
      ...{ crossing: threshold === null ? null : countFrom(sample, threshold), chance },
      scores: scoresOf(sample, config, outcome, intervalOf(drawn, ece, chance)),
    },
    ...{ draws: drawn, ece },
  };
}

const blank = (part: SideScores, reason: Reason): SideState => ({
  result: {
    ...{ rows: rowsOf(part), reason, outcome: null, bins: [], histogram: [], crossing: null, chance: null, scores: [] },
  },
  ...{ draws: [], ece: 0 },
});

/** ECE is never negative, and where chance alone reaches it, 0 cannot be excluded. */
function intervalOf(drawn: readonly number[], ece: number, chance: number): readonly [number, number] {
  const [low, high] = biasCorrectedInterval(drawn, ece);
  return [ece <= chance ? 0 : Math.max(0, Math.min(low, ece)), Math.max(high, ece)];
}

function rowsOf({ profile, sample }: SideScores): SideResult["rows"] {
  if (profile === null) return null;
  const { rows: all, no_label, no_score, infinite, outside } = profile;
  return { all, no_label, no_score, infinite, outside, used: sample === null ? 0 : scoreSums(sample).rows };
}

const binResult = ({ low, high, rows, positives, mean }: CalibrationBin): BinResult => ({
  ...{ from: low, to: high },
  ...outcomeOf({ n: rows, yes: positives, scores: mean * rows }),
});

function histogram({ scores, negatives, positives }: LabelledScores): number[] {
  const counts = new Float64Array(histogramBins);
  for (let index = 0; index < scores.length; index++) {
    const bin = Math.min(histogramBins - 1, Math.floor((scores[index] ?? 0) * histogramBins));
    counts[bin] = (counts[bin] ?? 0) + (negatives[index] ?? 0) + (positives[index] ?? 0);
  }
  return Array.from(counts);
}

const countFrom = (sample: LabelledScores, threshold: number): number =>
  scoreSums(sample, firstNotBelow(sample.scores, threshold)).rows;
