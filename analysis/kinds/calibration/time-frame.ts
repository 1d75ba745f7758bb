import type { CellContext, ContextDataset } from "../context.ts";
import { hasTime, timeFrame, type TimeFrame } from "../time-windows.ts";
import type { CalibrationConfig } from "./config.ts";

/** An automatic window has about this many times the fewest rows: ECE of fewer rows is mostly chance. */
const rowsFactor = 50;

/** The time axis of both sides, or nothing. */
export const frameOf = ({ windows, min_rows }: CalibrationConfig, context: CellContext): TimeFrame | null =>
  timeFrame(context, {
    ...{ windows, rowsAWindow: rowsFactor * min_rows, sides: [context.reference, context.production] },
  });

/** The time axis, where the side has it. */
export const frameIn = (dataset: ContextDataset | null, frame: TimeFrame | null): TimeFrame | null =>
  dataset !== null && frame !== null && hasTime(dataset, frame.column) ? frame : null;
