import type { Figure } from "../../kind.ts";
import type { FairnessResult } from "../result.ts";
import { crossingsFigure } from "./crossings.ts";
import { forestFigure } from "./forest.ts";
import { slicesFigure } from "./slices.ts";
import { thresholdFigures } from "./thresholds.ts";

export const figures = (result: FairnessResult): readonly Figure[] => [
  ...forestFigure(result),
  ...crossingsFigure(result),
  ...slicesFigure(result),
  ...thresholdFigures(result),
];
