import { describe, expect, it } from "vitest";
import { usedByCell } from "./earlier-queries.ts";
import { addCell, moveCell, removeCell, renameCell, setParams } from "./edits.ts";
import { freshness, staleReason } from "./freshness.ts";
import { isLocked, withOutcome } from "./lock.ts";
import type { Cell, Investigation } from "./schema.ts";
import { engine, fresh, outcomeOf, runtime, settingsFor } from "./testing/example.ts";

const sql = (id: string, ...lines: string[]): Cell => ({
  ...{ id, kind: "sql", kind_version: 1, title: id },
  params: { sql: lines },
});
const cells = [
  sql("c_base", "SELECT channel, count(*) AS n", "FROM production GROUP BY 1"),
  sql("c_other", "SELECT 1 AS one"),
  sql("c_top", "SELECT max(n) AS n FROM c_base"),
  sql("c_last", "SELECT n FROM C_TOP"),
];
const empty: Investigation = { ...fresh, cells: [] };
const all = cells.reduce((sum, cell) => addCell(sum, cell), empty);
const cellOf = (investigation: Investigation, id: string): Cell => {
  const cell = investigation.cells.find((one) => one.id === id);
  if (cell === undefined) throw new Error(id);
  return cell;
};
const namesOf = (investigation: Investigation, id: string): readonly string[] =>
  usedByCell(investigation, cellOf(investigation, id)).map(({ name }) => name);

/** Everything was run as it stands. */
const ran = (investigation: Investigation): Investigation =>
  investigation.cells.reduce(
    (sum, cell) => withOutcome(sum, cell.id, outcomeOf(sum, cell, { made: cell.id }), runtime),
    investigation,
  );
const stateOf = (investigation: Investigation, id: string): readonly [string, string | null] => {
  const cell = cellOf(investigation, id);
  const settings = settingsFor(cell);
  return [freshness(investigation, cell, settings, engine), staleReason(investigation, cell, settings, engine)];
};

describe("the cells that a query names", () => {
  it("are those above it, with what they name in turn", () => {
    expect(namesOf(all, "c_base")).toEqual([]);
    expect(namesOf(all, "c_top")).toEqual(["c_base"]);
    expect(namesOf(all, "c_last")).toEqual(["c_base", "c_top"]);
    expect(namesOf(moveCell(all, "c_base", 3), "c_last")).toEqual(["c_top"]);
  });

  it("are never the cell itself, a cell of another kind, or one that has the name of the data", () => {
    const odd = [
      sql("production", "SELECT 1"),
      { ...sql("c_note", "SELECT 2"), kind: "note" },
      sql("c_all", "SELECT * FROM production, c_note, c_all"),
    ];
    expect(namesOf({ ...all, cells: odd }, "c_all")).toEqual([]);
  });
});

describe("a changed query", () => {
  const changed = setParams(ran(all), "c_base", { sql: ["SELECT 'all' AS channel, 7 AS n"] });

  it("makes every cell stale that reads it, directly or not, and no other; changing it back makes them fresh", () => {
    expect(isLocked(ran(all))).toBe(true);
    expect(stateOf(changed, "c_other")).toEqual(["fresh", null]);
    expect(stateOf(changed, "c_top")).toEqual(["stale", "the settings of this cell or of c_base changed"]);
    expect(stateOf(changed, "c_last")).toEqual(["stale", "the settings of this cell or of c_base, c_top changed"]);
    const back = setParams(changed, "c_base", cells[0]?.params ?? {});
    expect(stateOf(back, "c_last")).toEqual(["fresh", null]);
  });

  it("is one whose cell was removed or moved below, and not one that was only renamed or given another chart", () => {
    expect(stateOf(removeCell(ran(all), "c_base"), "c_last")[0]).toBe("stale");
    expect(stateOf(moveCell(ran(all), "c_base", 3), "c_top")[0]).toBe("stale");
    expect(stateOf(renameCell(ran(all), "c_base", "Base"), "c_last")).toEqual(["fresh", null]);
    const chart = { ...cells[0]?.params, chart: { type: "bar" } };
    expect(stateOf(setParams(ran(all), "c_base", chart), "c_last")).toEqual(["fresh", null]);
  });
});

it("a result that can't be computed again is not stored, and its cell keeps the investigation unlocked", () => {
  const cell = cellOf(all, "c_other");
  const outcome = { ...outcomeOf(all, cell, { made: "by chance" }), unlockable: "uses random()" };
  const after = withOutcome(ran(all), "c_other", outcome, runtime);
  expect(after.results).not.toHaveProperty("c_other");
  expect(after.lock?.cells).not.toHaveProperty("c_other");
  expect(after.lock?.intent_digest).toBeNull();
  expect(after.results).toHaveProperty("c_top");
});
