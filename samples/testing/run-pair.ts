import path from "node:path";
import { valueOf } from "../../analysis/base/errors.ts";
import { createInvestigation } from "../../analysis/document/edits.ts";
import type { Dataset, Investigation, Model } from "../../analysis/document/schema.ts";
import type { Engine } from "../../analysis/engine/engine-api.ts";
import { runInvestigation } from "../../analysis/run/run-investigation.ts";

export const sides = ["reference", "production"] as const;
export type Side = (typeof sides)[number];

export interface Pair {
  readonly files: Readonly<Record<Side, string>>;
  readonly windows?: Readonly<Record<Side, NonNullable<Dataset["window"]>>>;
  readonly roles: Partial<Model["columns"]>;
  readonly driftColumns: readonly string[] | null;
}

/** Pins two files, runs quality and drift over them as `casefile run` does, and gives the investigation with its results. */
export async function runPair(engine: Engine, pair: Pair): Promise<Investigation> {
  const datasets = await Promise.all(sides.map((side) => pinned(engine, pair, side)));
  const none = { label: null, prediction: null, score: null, features: [], time: null, id: null, groups: [] };
  const model = {
    id: "model",
    name: "",
    version: "",
    artifact: null,
    task: null,
    positive_class: null,
    threshold: null,
  };
  const cell = (kind: string, params: Investigation["cells"][number]["params"]) => ({
    ...{ id: kind, kind, kind_version: 1, title: kind, params },
  });
  const { roles, driftColumns } = pair;
  const investigation = createInvestigation({
    ...{ id: "inv_01KC4ZB0000000000000000000", title: "Two files", datasets },
    models: [{ ...model, columns: { ...none, ...roles } }],
    cells: [cell("quality", {}), cell("drift", { columns: driftColumns })],
  });
  const pathsOf = (id: string): readonly string[] =>
    sides.filter((side) => side === id).map((side) => pair.files[side]);
  const ran = await runInvestigation({ investigation, engine, pathsOf, appVersion: "0.0.0", which: "all" });
  for (const outcome of ran.outcomes.values()) valueOf(outcome);
  return ran.investigation;
}

async function pinned(engine: Engine, { files, windows }: Pair, side: Side): Promise<Dataset> {
  const file = files[side];
  const pin = await engine.pinData([file]);
  return {
    ...{ id: side, role: side, rows: pin.rows, schema: [...pin.schema], window: windows?.[side] ?? null },
    files: pin.files.map((one) => ({ ...one, path: path.basename(file) })),
    time_range: null,
  };
}
