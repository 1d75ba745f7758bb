import type { StatsSource } from "../../../base/stats-source.ts";
import type { CellContext } from "../../context.ts";
import type { ResultFace } from "../../kind.ts";
import { performance } from "../index.ts";
import type { PerformanceResult } from "../result.ts";

export interface Run {
  readonly result: PerformanceResult;
  readonly face: ResultFace;
  readonly json: string;
}

/** Runs a whole cell, as the runner does. */
export async function runPerformance(source: StatsSource, context: CellContext, params: object = {}): Promise<Run> {
  const { tasks, finish } = performance.face.prepare(params, context);
  for (const task of tasks) await task.run(source);
  const stored = finish();
  return {
    result: performance.result.parse(stored),
    face: performance.face.read(stored),
    json: JSON.stringify(stored),
  };
}
