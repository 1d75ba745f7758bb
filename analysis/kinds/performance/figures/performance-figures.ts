import type { Figure } from "../../kind.ts";
import type { PerformanceResult } from "../result.ts";
import { coverageFigure } from "./coverage.ts";
import { estimatedFigure } from "./estimated.ts";
import { operationalFigures } from "./operational.ts";
import { overTimeFigure } from "./over-time.ts";

/** The primary metric over time, and how many rows of each window have a label. */
export const performanceFigures = (result: PerformanceResult): readonly Figure[] => [
  ...overTimeFigure(result),
  ...coverageFigure(result),
  ...estimatedFigure(result),
  ...operationalFigures(result),
];
