import { describe, expect, it } from "vitest";
import { addCell, duplicateCell, removeCell, renameCell, setFilters, setModels, setParams, setTitle } from "./edits.ts";
import { freshness, staleReason } from "./freshness.ts";
import { isLocked, sealed, withOutcome } from "./lock.ts";
import { readInvestigation } from "./read.ts";
import { repinDataset } from "./repin.ts";
import type { EnginePin, Investigation } from "./schema.ts";
import {
  driftCell,
  engine,
  example,
  fresh,
  outcomeOf,
  production,
  runtime,
  settingsFor,
  settingsOf,
  stamp,
  withResult,
} from "./testing/example.ts";
import { writeInvestigation } from "./write.ts";

const stateOf = (all: Investigation, id = "c_drift", pin: EnginePin | null = engine): [string, string | null] => {
  const cell = all.cells.find((one) => one.id === id) ?? driftCell;
  return [freshness(all, cell, settingsFor(cell), pin), staleReason(all, cell, settingsFor(cell), pin)];
};
const otherEngine = { ...engine, version: "1.29.0" };
const unfiltered = { time: null, slices: [] };

describe("freshness", () => {
  it("is never before a run, fresh after it, and still fresh after saving and opening", () => {
    expect(stateOf(fresh)).toEqual(["never", null]);
    expect(stateOf(example())).toEqual(["fresh", null]);
    expect(stateOf(readInvestigation(writeInvestigation(example())).investigation)).toEqual(["fresh", null]);
  });

  it.each<[string, Investigation, string]>([
    ["settings", setParams(example(), "c_drift", { z: 2 }), "the cell's settings changed"],
    ["filters", setFilters(example(), unfiltered), "the filters changed"],
    [
      "data",
      repinDataset(
        example(),
        "production",
        {
          ...production,
          rows: 1,
          files: [{ ...production.files[0], path: "p", rows: 1, bytes: 1, sha256: "0".repeat(64) }],
        },
        { ...stamp, reason: "w" },
      ),
      "the data changed",
    ],
    ["the model", setModels(example(), []), "the model's description changed"],
    [
      "settings and filters",
      setFilters(setParams(example(), "c_drift", {}), unfiltered),
      "the cell's settings changed, and the filters changed",
    ],
  ])("is stale after a change of %s, with the reason", (_, changed, reason) =>
    expect(stateOf(changed)).toEqual(["stale", reason]),
  );

  it("is stale under another engine, and trusts the lock's engine while none is known", () => {
    expect(stateOf(example(), "c_drift", otherEngine)).toEqual(["stale", "another version of the engine is in use"]);
    expect(stateOf(example(), "c_drift", null)).toEqual(["fresh", null]);
  });

  it("is fresh again when an edit is taken back", () => {
    expect(stateOf(setParams(setParams(example(), "c_drift", {}), "c_drift", driftCell.params))).toEqual([
      "fresh",
      null,
    ]);
  });

  it("is stale when the stored result was edited outside", () => {
    const edited = { ...example(), results: { ...example().results, c_drift: { psi: 0 } } };
    expect(stateOf(edited)).toEqual(["stale", "the stored result was edited outside Casefile"]);
  });

  it("is stale when the outcome is of a document that was edited while it ran", () => {
    const outcome = outcomeOf(fresh, driftCell, { psi: 1 });
    const edited = withOutcome(setParams(fresh, "c_drift", { z: 9 }), "c_drift", outcome, runtime);
    expect(stateOf(edited)).toEqual(["stale", "something changed while it ran"]);
  });

  it("follows a duplicate, which has the same inputs", () => {
    const copied = duplicateCell(example(), "c_drift");
    expect(stateOf(copied, "c_drift_2")).toEqual(["fresh", null]);
  });
});

describe("the lock", () => {
  it("holds the intent only when all cells that can run are fresh", () => {
    const half = withResult(fresh, driftCell, { psi: 1 });
    expect(half.lock?.intent_digest).toBeNull();
    expect(isLocked(half)).toBe(false);
    expect(isLocked(example())).toBe(true);
    expect(isLocked(fresh)).toBe(false);
  });

  it("is open after any edit of the intent, and sealing closes it only where no run is needed", () => {
    const renamed = renameCell(setTitle(example(), "x"), "c_drift", "y");
    expect(isLocked(renamed)).toBe(false);
    expect(isLocked(sealed(renamed, runtime))).toBe(true);
    const edited = setParams(example(), "c_drift", { z: 2 });
    expect(isLocked(sealed(edited, runtime))).toBe(false);
    expect(sealed(edited, runtime).lock?.intent_digest).toBeNull();
  });

  it("is open again when a runnable cell is added, not when a note is", () => {
    const note = { ...driftCell, id: "c_n", kind: "note" };
    expect(isLocked(sealed(addCell(example(), note), runtime))).toBe(true);
    expect(isLocked(sealed(addCell(example(), { ...driftCell, id: "c_d" }), runtime))).toBe(false);
  });

  it("counts a cell whose settings are refused as not run, and lets the others be stored", () => {
    const refusing = {
      ...runtime,
      settingsOf: (cell: typeof driftCell) => (cell.id === "c_future" ? fail() : settingsOf(cell)),
    };
    const stored = withOutcome(fresh, "c_drift", outcomeOf(fresh, driftCell, 1), refusing);
    expect(stored.results["c_drift"]).toBe(1);
    expect(isLocked(stored)).toBe(false);
  });

  it("holds a result of older rules for out of date, and a run raises the cell to the rules that made it", () => {
    const newer = { ...runtime, settingsOf: (cell: typeof driftCell) => ({ ...settingsFor(cell), kindVersion: 2 }) };
    const all = example();
    const settings = newer.settingsOf(driftCell);
    expect(freshness(all, driftCell, settings, engine)).toBe("stale");
    expect(staleReason(all, driftCell, settings, engine)).toBe("this Casefile measures it by newer rules");
    const made = outcomeOf(all, { ...driftCell, kind_version: 2 }, { bins: [] });
    const ran = withOutcome(all, "c_drift", made, newer);
    const [cell = driftCell] = ran.cells.filter(({ id }) => id === "c_drift");
    expect(cell.kind_version).toBe(2);
    expect(freshness(ran, cell, settings, engine)).toBe("fresh");
  });

  it("drops the outcome of a cell that was removed while it ran, and the entries of cells that are gone", () => {
    const removed = removeCell(fresh, "c_drift");
    expect(withOutcome(removed, "c_drift", outcomeOf(fresh, driftCell, 1), runtime)).toBe(removed);
    const gone = sealed({ ...example(), cells: example().cells.filter(({ id }) => id !== "c_future") }, runtime);
    expect(Object.keys(gone.results)).toEqual(["c_drift"]);
    expect(Object.keys(gone.lock?.cells ?? {})).toEqual(["c_drift"]);
  });

  it("gives back the same object when nothing changes", () => {
    const all = example();
    expect(sealed(all, runtime)).toBe(all);
    expect(sealed(fresh, runtime)).toBe(fresh);
  });
});

const fail = (): never => {
  throw new Error("refused settings");
};
