import type { Figure } from "../../kind.ts";
import type { ColumnResult } from "../result.ts";
import { categoriesFigure } from "./categories.ts";
import { histogramFigure } from "./histogram.ts";

/** How one column is distributed on both sides; nothing when it could not be compared. */
export function distributionFigure(column: ColumnResult): Figure | null {
  const { bins } = column;
  if (bins === null) return null;
  return bins.type === "numeric" ? histogramFigure(column, bins) : categoriesFigure(column, bins);
}
