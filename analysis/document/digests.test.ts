import { describe, expect, it } from "vitest";
import { cellKey, intentDigest, type CellInputs } from "./digests.ts";
import { renameCell, setConclusion, setFilters, setParams, setQuestion, setTitle } from "./edits.ts";
import { inputsOf } from "./freshness.ts";
import { relink } from "./relink.ts";
import type { Cell, Investigation } from "./schema.ts";
import { driftCell, engine, example, fresh, reference, settingsFor, stamp } from "./testing/example.ts";

const other = "0".repeat(64);
type Change = (investigation: Investigation) => Investigation;

const dataset =
  (change: Partial<typeof reference>): Change =>
  (all) => ({
    ...all,
    datasets: all.datasets.map((one) => (one.id === "reference" ? { ...one, ...change } : one)),
  });
const moved: Change = (all) =>
  relink(
    all,
    [{ place: { dataset: "reference", index: 0 }, path: "../x.parquet", sha256: reference.files[0]?.sha256 ?? "" }],
    stamp,
  );
const otherBytes = dataset({ files: reference.files.map((file) => ({ ...file, sha256: other })) });
const swapped = dataset({ files: reference.files.toReversed() });

describe("the intent digest", () => {
  it.each<[string, Change]>([
    ["the title", (all) => setTitle(all, "x")],
    ["the question", (all) => setQuestion(all, "x")],
    ["a cell's title", (all) => renameCell(all, "c_drift", "x")],
    ["a cell's settings", (all) => setParams(all, "c_drift", {})],
    ["the order of cells", (all) => ({ ...all, cells: all.cells.toReversed() })],
    ["the filters", (all) => setFilters(all, { time: null, slices: [] })],
    ["the conclusion", (all) => setConclusion(all, { ...all.conclusion, status: "closed" })],
    ["the bytes of a file", otherBytes],
    ["the order of a dataset's files", swapped],
  ])("changes with %s", (_, change) => expect(intentDigest(change(example()))).not.toBe(intentDigest(example())));

  it.each<[string, Change]>([
    ["the path of a file", moved],
    ["results", (all) => ({ ...all, results: {} })],
    ["the lock", (all) => ({ ...all, lock: null })],
    ["the history", (all) => ({ ...all, history: [] })],
  ])("does not change with %s", (_, change) => expect(intentDigest(change(example()))).toBe(intentDigest(example())));

  it("is the value that every released version gave", () => {
    expect(intentDigest(fresh)).toBe("sha256:c54c9cc408e226b57661952256094fc3152ed520a434ab88eada7516338be65b");
  });
});

describe("a cell's key", () => {
  const keyOf = (all: Investigation, cell: Cell = driftCell): string =>
    cellKey(inputsOf(all, cell, settingsFor(cell), engine) as CellInputs);

  it.each<[string, Change]>([
    ["the filters", (all) => setFilters(all, { time: null, slices: [] })],
    ["the bytes of a file", otherBytes],
    ["the order of a dataset's files", swapped],
    ["a dataset's window", dataset({ window: null })],
    ["a column's type", dataset({ schema: [{ name: "amount", type: "VARCHAR" }] })],
    ["a model's columns", (all) => ({ ...all, models: all.models.map((model) => ({ ...model, threshold: 0.6 })) })],
  ])("changes with %s", (_, change) => expect(keyOf(change(example()))).not.toBe(keyOf(example())));

  it.each<[string, Change]>([
    ["the path of a file", moved],
    ["the title", (all) => setTitle(all, "x")],
    ["other cells", (all) => ({ ...all, cells: [driftCell] })],
    ["results, lock and history", (all) => ({ ...all, results: {}, lock: null, history: [] })],
  ])("does not change with %s", (_, change) => expect(keyOf(change(example()))).toBe(keyOf(example())));

  it("changes with kind, version, settings and engine, and not with id and title", () => {
    const key = keyOf(fresh);
    expect(keyOf(fresh, { ...driftCell, kind: "quality" })).not.toBe(key);
    expect(keyOf(fresh, { ...driftCell, kind_version: 2 })).not.toBe(key);
    expect(keyOf(fresh, { ...driftCell, params: { bins: 20 } })).not.toBe(key);
    expect(
      cellKey({
        ...(inputsOf(fresh, driftCell, settingsFor(driftCell), engine) as CellInputs),
        engine: { ...engine, version: "2" },
      }),
    ).not.toBe(key);
    expect(keyOf(fresh, { ...driftCell, id: "c_x", title: "x" })).toBe(key);
  });

  it("is the same whether a default is written out or left out, and in whatever order settings stand", () => {
    const written = { ...driftCell, params: { columns: ["amount"], bins: 10, z: 1 } };
    expect(keyOf(fresh, written)).toBe(keyOf(fresh, driftCell));
  });
});
