import path from "node:path";
import type { Outcome } from "../../analysis/base/errors.ts";
import type { JsonObject } from "../../analysis/base/json.ts";
import { createInvestigation } from "../../analysis/document/edits.ts";
import type { CellOutcome } from "../../analysis/document/lock.ts";
import type { Dataset, Model } from "../../analysis/document/schema.ts";
import type { Engine } from "../../analysis/engine/engine-api.ts";
import { allKinds } from "../../analysis/kinds/registry.ts";
import { runInvestigation } from "../../analysis/run/run-investigation.ts";

export interface Given {
  /** File by dataset id; `reference` and `production` have those roles, others are `other`. */
  readonly files: Readonly<Record<string, string>>;
  readonly model: Omit<Model, "id" | "name" | "version" | "artifact">;
  /** Settings by kind id; a kind that is not named runs with its defaults. */
  readonly params?: Readonly<Record<string, JsonObject>>;
  readonly kinds?: readonly string[];
}

/** The kinds that read data by their settings alone; `sql` needs a text. */
export const dataKinds = allKinds.filter(({ id, inert }) => !inert && id !== "sql").map(({ id }) => id);

/** Pins the files and runs one cell of each kind over them, as `casefile run` does. */
export async function runKinds(engine: Engine, given: Given): Promise<ReadonlyMap<string, Outcome<CellOutcome>>> {
  const { files, model, params = {}, kinds = dataKinds } = given;
  const datasets = await Promise.all(
    Object.keys(files).map((id) => pinned(engine, files, { id, time: model.columns.time })),
  );
  const investigation = createInvestigation({
    ...{ id: "inv_01KC4ZB0000000000000000000", title: "Hostile data", datasets },
    models: [{ id: "model", name: "", version: "", artifact: null, ...model }],
    cells: kinds.map((kind) => ({
      ...{ id: kind, kind, kind_version: 1, title: kind, params: params[kind] ?? {} },
    })),
  });
  const pathsOf = (id: string): readonly string[] => [files[id] ?? ""];
  return (await runInvestigation({ investigation, engine, pathsOf, appVersion: "0.0.0", which: "all" })).outcomes;
}

async function pinned(
  engine: Engine,
  files: Given["files"],
  { id, time }: { readonly id: string; readonly time: string | null },
): Promise<Dataset> {
  const file = files[id] ?? "";
  const pin = await engine.pinData([file]);
  const range = pin.timestamps.find(({ column }) => column === time);
  const known = range !== undefined && range.min !== null && range.max !== null;
  return {
    ...{ id, role: id === "reference" || id === "production" ? id : "other", rows: pin.rows, schema: [...pin.schema] },
    files: pin.files.map((one) => ({ ...one, path: path.basename(file) })),
    ...{
      window: null,
      time_range: known ? { column: range.column, min: range.min ?? "", max: range.max ?? "" } : null,
    },
  };
}
