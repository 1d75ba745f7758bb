import type { Reason } from "../../base/reasons.ts";
import { calibrationErrors } from "../../stats/calibration-error.ts";
import { scoreSums } from "../../stats/labelled-scores.ts";
import type { CellContext } from "../context.ts";
import { binsOf } from "./binned.ts";
import type { CalibrationConfig } from "./config.ts";
import { outcomeOf } from "./outcome.ts";
import { sideNames, type ClassPart, type SideName, type SideScores } from "./parts.ts";
import type { ClassSide, Classes } from "./result.ts";

/** Each class against the rest by its own score column, and the mean of their ECE where all can be measured. */
export function classResults(
  parts: readonly ClassPart[],
  config: CalibrationConfig,
  { privacyFloor }: CellContext,
): Classes | null {
  if (parts.length === 0) return null;
  const list = parts.map(({ name, column, sides }) => {
    const side = (of: SideName): ClassSide | null => sides[of] && classSide(sides[of], config, privacyFloor);
    return { name, column, reference: side("reference"), production: side("production") };
  });
  const mean = (of: SideName): number | null => {
    const errors = list.map((one) => one[of]?.ece ?? null);
    return errors.some((ece) => ece === null)
      ? null
      : errors.reduce<number>((sum, ece) => sum + (ece ?? 0), 0) / errors.length;
  };
  const [reference, production] = sideNames.map(mean);
  return { list, ece: { reference: reference ?? null, production: production ?? null } };
}

/** A class of which fewer rows than the floor are there, or are not, is no group that a result may describe. */
function classSide({ sample, reason }: SideScores, config: CalibrationConfig, floor: number): ClassSide {
  if (sample === null) return withoutNumbers(reason ?? "too_few_rows");
  const { rows, positives, scoreSum } = scoreSums(sample);
  const rare = [positives, rows - positives].some((count) => count > 0 && count < floor);
  if (rare || rows < config.min_rows) return withoutNumbers("too_few_rows");
  const { ece } = calibrationErrors(binsOf(sample, config.binning, config.bins));
  return { reason: null, outcome: outcomeOf({ n: rows, yes: positives, scores: scoreSum }), ece };
}

const withoutNumbers = (reason: Reason): ClassSide => ({ reason, outcome: null, ece: null });
