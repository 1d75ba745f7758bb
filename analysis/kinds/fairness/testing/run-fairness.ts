import type { StatsSource } from "../../../base/stats-source.ts";
import type { CellContext } from "../../context.ts";
import type { ResultFace } from "../../kind.ts";
import { fairness } from "../index.ts";
import type { FairnessResult } from "../result.ts";

export interface Run {
  readonly result: FairnessResult;
  readonly face: ResultFace;
  readonly json: string;
}

/** Runs a whole cell, as the runner does, with the tasks one after the other or all at once. */
export async function runFairness(
  source: StatsSource,
  context: CellContext,
  { params = {}, together = false } = {},
): Promise<Run> {
  const { tasks, finish } = fairness.face.prepare(params, context);
  if (together) await Promise.all([...tasks].reverse().map((task) => task.run(source)));
  else for (const task of tasks) await task.run(source);
  const stored = finish();
  return { result: fairness.result.parse(stored), face: fairness.face.read(stored), json: JSON.stringify(stored) };
}
