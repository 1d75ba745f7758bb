import type { StatsSource } from "../../../base/stats-source.ts";
import type { CellContext } from "../../context.ts";
import type { ResultFace } from "../../kind.ts";
import { attribution } from "../index.ts";
import type { AttributionResult } from "../result.ts";

export interface Run {
  readonly result: AttributionResult;
  readonly face: ResultFace;
  readonly json: string;
}

/** Runs a whole cell, as the runner does, with the tasks one after the other or all at once. */
export async function runAttribution(
  source: StatsSource,
  context: CellContext,
  { params = {}, together = false } = {},
): Promise<Run> {
  const { tasks, finish } = attribution.face.prepare(params, context);
  if (together) await Promise.all([...tasks].reverse().map((task) => task.run(source)));
  else for (const task of tasks) await task.run(source);
  const stored = finish();
  return {
    result: attribution.result.parse(stored),
    face: attribution.face.read(stored),
    json: JSON.stringify(stored),
  };
}
