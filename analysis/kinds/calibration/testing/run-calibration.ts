import type { StatsSource } from "../../../base/stats-source.ts";
import type { CellContext } from "../../context.ts";
import type { ResultFace } from "../../kind.ts";
import { calibration } from "../index.ts";
import type { CalibrationResult } from "../result.ts";

export interface Run {
  readonly result: CalibrationResult;
  readonly face: ResultFace;
  readonly json: string;
}

/** Runs a whole cell, as the runner does, with the tasks one after the other or all at once. */
export async function runCalibration(
  source: StatsSource,
  context: CellContext,
  { params = {}, together = false } = {},
): Promise<Run> {
  const { tasks, finish } = calibration.face.prepare(params, context);
  if (together) await Promise.all([...tasks].reverse().map((task) => task.run(source)));
  else for (const task of tasks) await task.run(source);
  const stored = finish();
  return {
    result: calibration.result.parse(stored),
    face: calibration.face.read(stored),
    json: JSON.stringify(stored),
  };
}
