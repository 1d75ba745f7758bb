import { beforeEach, describe, expect, it, vi } from "vitest";
import { removeCell, setParams, setTitle } from "../../analysis/document/edits.ts";
import { fakeBridge, fakeEngine } from "../bridge/fake.ts";
import { isDirty } from "./case.ts";
import { statusesOf } from "./cell-status.ts";
import { edit, redo, storeOutcome, undo } from "./document.ts";
import { noEvidence, passingOutcome, remember } from "./evidence.ts";
import { rollUpOf } from "./roll-up.ts";
import { createSession, type Session } from "./session.ts";
import { openIn, outcomeFor, twoCells } from "./testing/sample-case.ts";

let session: Session;

beforeEach(() => {
  session = createSession(fakeBridge().bridge);
  const investigation = twoCells();
  session.document.setState({
    engine: fakeEngine,
    open: {
      ...{ documentId: null, name: "Untitled", readOnly: null, investigation, saved: investigation, savedAt: null },
      ...{ newerFormat: false, past: [], future: [], evidence: remember(noEvidence, investigation), files: {} },
    },
  });
});

const run = (cell: string, result?: { made: string }): void =>
  storeOutcome(session.document, {
    cell,
    outcome: outcomeFor(openIn(session), cell, result),
    engine: fakeEngine,
    app: "0.0.0",
  });
const freshnessOf = (cell: string): string | undefined => statusesOf(openIn(session), fakeEngine).get(cell)?.freshness;
const minRows = (value: number): void =>
  edit(session.document, "settings", (investigation) => setParams(investigation, "c_quality", { min_rows: value }));

describe("a result that can't be computed again", () => {
  const dice = (cell: string, made: string): void =>
    storeOutcome(session.document, {
      cell,
      outcome: { ...outcomeFor(openIn(session), cell, { made }), unlockable: "uses random()" },
      engine: fakeEngine,
      app: "0.0.0",
    });
  const shown = (): unknown => {
    const { open } = session.document.getState();
    const cell = open?.investigation.cells[0];
    return open === null || cell === undefined ? null : (passingOutcome(open, cell, fakeEngine)?.result ?? null);
  };

  it("is there while its cell is as it ran, and never in the document", () => {
    dice("c_quality", "by chance");
    expect(shown()).toEqual({ made: "by chance" });
    expect(openIn(session).results).toEqual({});
    expect(freshnessOf("c_quality")).toBe("never");
    minRows(250);
    expect(shown()).toBeNull();
    undo(session.document);
    expect(shown()).toEqual({ made: "by chance" });
    dice("c_quality", "by another chance");
    expect(shown()).toEqual({ made: "by another chance" });
  });

  it("leaves the result of earlier settings as it is: stale", () => {
    run("c_quality", { made: "up" });
    minRows(250);
    dice("c_quality", "by chance");
    expect([freshnessOf("c_quality"), openIn(session).results["c_quality"]]).toEqual(["stale", { made: "up" }]);
  });
});

describe("freshness", () => {
  it("is the comparison of keys: a changed setting makes a result stale and changing it back makes it fresh", () => {
    expect(freshnessOf("c_quality")).toBe("never");
    run("c_quality");
    expect(freshnessOf("c_quality")).toBe("fresh");
    minRows(250);
    expect(freshnessOf("c_quality")).toBe("stale");
    expect(statusesOf(openIn(session), fakeEngine).get("c_quality")?.reason).toBe("the cell's settings changed");
    minRows(100);
    expect(freshnessOf("c_quality")).toBe("fresh");
  });

  it("of a note is not a question, and a title changes nothing", () => {
    run("c_quality");
    edit(session.document, "title", (investigation) => setTitle(investigation, "Another"));
    expect(freshnessOf("c_note")).toBe("inert");
    expect(freshnessOf("c_quality")).toBe("fresh");
  });

  it("of a cell whose settings are refused says so and keeps the old result", () => {
    run("c_quality");
    edit(session.document, "settings", (investigation) => setParams(investigation, "c_quality", { min_rows: "many" }));
    const status = statusesOf(openIn(session), fakeEngine).get("c_quality");
    expect(status).toMatchObject({ freshness: "stale", refused: { code: "config/invalid" } });
    expect(openIn(session).results["c_quality"]).toEqual({ made: "up" });
  });

  it("of a kind that this Casefile doesn't know is unknown, and the cell stays", () => {
    edit(session.document, "future", (investigation) => ({
      ...investigation,
      cells: [{ id: "c_x", kind: "teleport", kind_version: 1, title: "X", params: { power: 11 } }],
    }));
    expect(freshnessOf("c_x")).toBe("unknown");
    expect(openIn(session).cells[0]?.params).toEqual({ power: 11 });
  });
});

describe("undo", () => {
  it("brings a deleted cell back with its result, and redo takes both away again", () => {
    run("c_quality");
    edit(session.document, "delete", (investigation) => removeCell(investigation, "c_quality"));
    expect(openIn(session).results).toEqual({});
    expect(undo(session.document)).toBe("delete");
    expect(openIn(session).results["c_quality"]).toEqual({ made: "up" });
    expect(freshnessOf("c_quality")).toBe("fresh");
    expect(redo(session.document)).toBe("delete");
    expect(openIn(session).cells.map(({ id }) => id)).toEqual(["c_note"]);
    expect(openIn(session).lock?.cells).toEqual({});
  });

  it("of a setting brings the earlier result back by its key, even after another run", () => {
    run("c_quality", { made: "with 100" });
    minRows(250);
    run("c_quality", { made: "with 250" });
    undo(session.document);
    expect(openIn(session).results["c_quality"]).toEqual({ made: "with 100" });
    expect(freshnessOf("c_quality")).toBe("fresh");
    redo(session.document);
    expect(openIn(session).results["c_quality"]).toEqual({ made: "with 250" });
  });

  it("never takes a result away: a run is not a step", () => {
    run("c_quality");
    expect(undo(session.document)).toBeNull();
    expect(openIn(session).results["c_quality"]).toEqual({ made: "up" });
  });

  it("takes typing in one field as one step while the pauses are short", () => {
    vi.useFakeTimers({ now: 0 });
    const type = (title: string): void => edit(session.document, "title", (now) => setTitle(now, title), "title");
    type("R");
    vi.setSystemTime(300);
    type("Re");
    vi.setSystemTime(5000);
    type("Rec");
    vi.useRealTimers();
    undo(session.document);
    expect(openIn(session).title).toBe("Re");
    undo(session.document);
    expect(openIn(session).title).toBe("Recall drop");
  });

  it("back to what was saved leaves nothing to save", () => {
    run("c_quality");
    session.document.setState(({ open }) => ({ open: open && { ...open, saved: open.investigation } }));
    edit(session.document, "title", (investigation) => setTitle(investigation, "Another"));
    const open = session.document.getState().open;
    expect(open !== null && isDirty(open)).toBe(true);
    undo(session.document);
    const undone = session.document.getState().open;
    expect(undone !== null && isDirty(undone)).toBe(false);
  });
});

it("the roll-up counts a stale verdict as stale and not as its verdict", () => {
  run("c_quality");
  expect(rollUpOf(openIn(session), fakeEngine)).toMatchObject({ counts: { pass: 1 }, stale: 0, never: 0, fresh: 1 });
  minRows(250);
  expect(rollUpOf(openIn(session), fakeEngine)).toMatchObject({ counts: { pass: 0 }, stale: 1, never: 0, fresh: 0 });
});

it("a read-only document can't be edited", () => {
  session.document.setState(({ open }) => ({ open: open && { ...open, readOnly: "newer" } }));
  edit(session.document, "title", (investigation) => setTitle(investigation, "Another"));
  expect(openIn(session).title).toBe("Recall drop");
});
