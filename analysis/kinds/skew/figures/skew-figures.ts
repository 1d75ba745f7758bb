import type { Figure } from "../../kind.ts";
import type { SkewResult } from "../result.ts";
import { mismatchFigure } from "./mismatch.ts";
import { overTimeFigure } from "./over-time.ts";
import { valuesFigures } from "./values.ts";

/** Which columns differ, since when, and how the values of the worst ones relate. */
export const skewFigures = (result: SkewResult): readonly Figure[] => [
  ...mismatchFigure(result),
  ...overTimeFigure(result),
  ...valuesFigures(result),
];
