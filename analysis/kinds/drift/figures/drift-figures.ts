import type { Figure } from "../../kind.ts";
import type { DriftResult } from "../result.ts";
import { isFlagged } from "../sentence.ts";
import { distributionFigure } from "./distribution.ts";
import { overTimeFigure } from "./over-time.ts";
import { rankedFigure } from "./ranked.ts";

const mostDistributions = 3;

/** The ranking, the windows, and the distributions of the columns that drifted most (of the first one when none did). */
export function driftFigures(result: DriftResult): readonly Figure[] {
  const drifted = result.columns.filter(isFlagged);
  const detailed = drifted.length > 0 ? drifted.slice(0, mostDistributions) : result.columns.slice(0, 1);
  const details = detailed.map(distributionFigure).filter((figure) => figure !== null);
  return [...rankedFigure(result), ...overTimeFigure(result), ...details];
}
