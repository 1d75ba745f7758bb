import type { StatsSource } from "../../../base/stats-source.ts";
import type { CellContext } from "../../context.ts";
import type { ResultFace } from "../../kind.ts";
import { skew } from "../index.ts";
import type { SkewColumn, SkewResult } from "../result.ts";

export interface Run {
  readonly result: SkewResult;
  readonly face: ResultFace;
  readonly json: string;
  /** A column's row of the result. */
  readonly column: (name: string) => SkewColumn;
}

/** Runs a whole cell, as the runner does, with the tasks one after the other or all at once. */
export async function runSkew(
  source: StatsSource,
  context: CellContext,
  { params = {}, together = false } = {},
): Promise<Run> {
  const { tasks, finish } = skew.face.prepare(params, context);
  if (together) await Promise.all([...tasks].reverse().map((task) => task.run(source)));
  else for (const task of tasks) await task.run(source);
  const stored = finish();
  const result = skew.result.parse(stored);
  return {
    result,
    face: skew.face.read(stored),
    json: JSON.stringify(stored),
    column(name) {
      const found = result.columns.find(({ column }) => column === name);
      if (found === undefined) throw new Error(`no column ${name}`);
      return found;
    },
  };
}
