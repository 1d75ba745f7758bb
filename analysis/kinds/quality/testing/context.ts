import type { Model } from "../../../document/schema.ts";
import { columnTypeOf, type CellContext, type ContextDataset } from "../../context.ts";
import type { Json } from "../../../base/json.ts";
import type { ResultFace } from "../../kind.ts";
import { quality } from "../index.ts";
import type { QualityResult } from "../result.ts";
import type { NativeSource } from "./native-source.ts";

type Columns = Model["columns"];

/** A context over whichever of the relations `reference` and `production` the source has, with its own column types. */
export async function contextOver(source: NativeSource, roles: Partial<Columns> = {}): Promise<CellContext> {
  const columns = await source.run(
    `SELECT table_name, column_name, data_type FROM information_schema.columns
     WHERE table_name IN ('reference', 'production') ORDER BY table_name, ordinal_position`,
  );
  const dataset = (relation: string): ContextDataset | null => {
    const own = columns.filter((column) => column["table_name"] === relation);
    if (own.length === 0) return null;
    return {
      ...{ id: relation, relation, pinnedRows: 0, timeRange: null },
      columns: own.map((column) => {
        const sqlType = String(column["data_type"]);
        return { name: String(column["column_name"]), sqlType, type: columnTypeOf(sqlType), note: null };
      }),
    };
  };
  const none: Columns = { label: null, prediction: null, score: null, features: [], time: null, id: null, groups: [] };
  const model: Model = {
    ...{ id: "model", name: "model", version: "1", artifact: null, task: null, positive_class: null, threshold: null },
    columns: { ...none, ...roles },
  };
  return { reference: dataset("reference"), production: dataset("production"), others: [], model, privacyFloor: 20 };
}

export interface Run {
  readonly result: QualityResult;
  readonly face: ResultFace;
  readonly json: string;
}

/** Runs a whole cell, as the runner does, with the tasks one after the other or all at once. */
export async function runQuality(
  source: NativeSource,
  context: CellContext,
  { params = {}, together = false } = {},
): Promise<Run> {
  const { tasks, finish } = quality.face.prepare(params, context);
  if (together) await Promise.all([...tasks].reverse().map((task) => task.run(source)));
  else for (const task of tasks) await task.run(source);
  const stored: Json = finish();
  return { result: quality.result.parse(stored), face: quality.face.read(stored), json: JSON.stringify(stored) };
}
