import { sha256OfText } from "../../base/digest.ts";
import type { Json } from "../../base/json.ts";
import { cellKey, resultDigest } from "../digests.ts";
import { createInvestigation } from "../edits.ts";
import { inputsOf, type RunSettings } from "../freshness.ts";
import { appendHistory } from "../history.ts";
import { withOutcome, type CellOutcome, type Runtime, type SettingsOf } from "../lock.ts";
import type { Cell, Dataset, EnginePin, Investigation, Model } from "../schema.ts";

/** Stand-ins for the kinds: a note has nothing to run, every other kind runs with a default filled in. */
export const settingsOf: SettingsOf = (cell) => (cell.kind === "note" ? null : settingsFor(cell));
export const settingsFor = ({ kind_version, params }: Cell): RunSettings => ({
  kindVersion: kind_version,
  params: { bins: 10, ...params },
});

export const engine: EnginePin = {
  package: "@duckdb/duckdb-wasm",
  version: "1.28.0",
  library: "v0.9.1",
  wasm_sha256: sha256OfText("engine"),
};
export const runtime: Runtime = { engine, app: "0.1.0", settingsOf };
export const stamp = { at: "2026-11-16T09:30:00.000Z", by: "Ada" };

const schema = [
  { name: "amount", type: "DOUBLE" },
  { name: "country", type: "VARCHAR" },
  { name: "event_ts", type: "TIMESTAMP", note: "stored with a time zone, read as UTC" },
  { name: "fraud", type: "BOOLEAN" },
];

export const reference: Dataset = {
  id: "reference",
  role: "reference",
  files: [
    { path: "data/2026-w43.parquet", sha256: sha256OfText("w43"), bytes: 1000, rows: 400 },
    { path: "data/2026-w44.parquet", sha256: sha256OfText("w44"), bytes: 1500, rows: 600 },
  ],
  rows: 1000,
  schema,
  window: { column: "event_ts", from: "2026-10-19T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z" },
  time_range: { column: "event_ts", min: "2026-10-19T00:00:03.120Z", max: "2026-11-01T23:59:59.913Z" },
};

export const production: Dataset = {
  id: "production",
  role: "production",
  files: [{ path: "data/2026-w46.parquet", sha256: sha256OfText("w46"), bytes: 2000, rows: 900 }],
  rows: 900,
  schema,
  window: null,
  time_range: null,
};

const model: Model = {
  id: "scorer",
  name: "fraud-scorer",
  version: "4.2.0",
  artifact: { path: "models/fraud-scorer-4.2.0.onnx", sha256: sha256OfText("onnx"), bytes: 300 },
  task: "binary",
  columns: {
    ...{ label: "fraud", prediction: null, score: null, features: ["amount", "country"] },
    ...{ time: "event_ts", id: null, groups: ["country"] },
  },
  positive_class: "true",
  threshold: 0.5,
};

export const driftCell: Cell = {
  id: "c_drift",
  kind: "drift",
  kind_version: 1,
  title: "Drift",
  params: { z: 1, columns: ["amount"] },
};
const cells: readonly Cell[] = [
  {
    id: "c_note",
    kind: "note",
    kind_version: 1,
    title: "Why",
    params: { text: ["# Recall fell", "", "Since 4.2.0. ◆ Größe 😀"] },
  },
  driftCell,
  {
    id: "c_future",
    kind: "tomorrow",
    kind_version: 7,
    title: "A kind of a later Casefile",
    params: { deep: { b: [1, { a: null }], a: true } },
  },
];

/** An investigation as it is before anything ran. */
export const fresh: Investigation = createInvestigation({
  id: "inv_01JD9Q4R7V8K2M5N6P3T0W1XYZ",
  title: "Recall drop, EU cards, week 46",
  question: "Why did recall fall after fraud-scorer 4.2.0?",
  datasets: [reference, production],
  models: [model],
  cells,
});

/** What a run would leave for a cell. */
export function outcomeOf(investigation: Investigation, cell: Cell, result: Json): CellOutcome {
  const inputs = inputsOf(investigation, cell, settingsFor(cell), engine);
  if (inputs === null) throw new Error("no engine");
  const headline = [{ metric: `${cell.kind}.psi`, column: "amount", value: 0.53 }];
  return { locked: { key: cellKey(inputs), result_digest: resultDigest(result), verdict: "fail", headline }, result };
}

export const withResult = (investigation: Investigation, cell: Cell, result: Json): Investigation =>
  withOutcome(investigation, cell.id, outcomeOf(investigation, cell, result), runtime);

/** Every part of the format is used: two files in one dataset, an unknown kind, lock, results, history, conclusion. */
export function example(): Investigation {
  const asked: Investigation = {
    ...appendHistory(fresh, { ...stamp, action: "create", summary: "created" }),
    filters: {
      time: { from: "2026-11-09T00:00:00.000Z", to: null },
      slices: [{ column: "country", op: "in", values: ["DE", "FR", 1, true] }],
    },
    conclusion: {
      status: "mitigated",
      text: ["The unit of amount changed.", "See the drift cell."],
      evidence: ["c_drift"],
    },
  };
  const run = asked.cells
    .filter(({ kind }) => kind !== "note")
    .reduce((done, cell) => withResult(done, cell, resultOf(cell)), asked);
  return appendHistory(run, {
    ...stamp,
    at: "2026-11-16T10:02:11.250Z",
    action: "run",
    summary: "2 cells ran: 2 fail",
  });
}

const resultOf = ({ id }: Cell): Json => ({
  rows: 900,
  cell: id,
  columns: [{ name: "amount", psi: 0.53, large: 1e20, small: -2.5e-9 }],
});
