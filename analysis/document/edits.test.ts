import { describe, expect, it } from "vitest";
import * as edits from "./edits.ts";
import { appendHistory } from "./history.ts";
import { newInvestigationId } from "./investigation-id.ts";
import { driftCell, example, fresh, stamp } from "./testing/example.ts";
import { writeInvestigation } from "./write.ts";

const ids = ({ cells }: typeof fresh): string => cells.map(({ id }) => id).join(" ");

describe("edits", () => {
  it("share what they do not touch and leave the original alone", () => {
    const before = structuredClone(fresh);
    const after = edits.setParams(fresh, "c_drift", { z: 2 });
    expect(fresh).toEqual(before);
    expect(after.datasets).toBe(fresh.datasets);
    expect(after.cells[0]).toBe(fresh.cells[0]);
    expect(after.cells[1]).toEqual({ ...driftCell, params: { z: 2 } });
  });

  it("make a new investigation that can be written", () => {
    const blank = edits.createInvestigation({ id: fresh.id, title: "" });
    expect(writeInvestigation(blank)).toContain('"cells": []');
  });

  it("add, move and remove cells", () => {
    expect(ids(edits.addCell(fresh, { ...driftCell, id: "c_x" }))).toBe("c_note c_drift c_future c_x");
    expect(ids(edits.addCell(fresh, { ...driftCell, id: "c_x" }, 1))).toBe("c_note c_x c_drift c_future");
    expect(ids(edits.moveCell(fresh, "c_note", 2))).toBe("c_drift c_future c_note");
    expect(ids(edits.moveCell(fresh, "c_future", -1))).toBe("c_future c_note c_drift");
    expect(edits.moveCell(fresh, "c_note", 0)).toBe(fresh);
    expect(ids(edits.removeCell(fresh, "c_note"))).toBe("c_drift c_future");
    expect(() => edits.addCell(fresh, driftCell)).toThrow("a second cell c_drift");
    expect(() => edits.removeCell(fresh, "c_x")).toThrow("no cell c_x");
  });

  it("remove a cell with all that refers to it, so that the file stays valid", () => {
    const removed = edits.removeCell(example(), "c_drift");
    expect(removed.conclusion.evidence).toEqual([]);
    expect(writeInvestigation(removed)).not.toContain('"c_drift"');
  });

  it("duplicate a cell right after it", () => {
    const copied = edits.duplicateCell(example(), "c_drift");
    expect(ids(copied)).toBe("c_note c_drift c_drift_2 c_future");
    expect(copied.cells[2]).toMatchObject({ title: "Drift (copy)", params: driftCell.params });
    expect(copied.results["c_drift_2"]).toBe(copied.results["c_drift"]);
    expect(writeInvestigation(copied)).toContain("c_drift_2");
  });

  it("never give an id again that the file still knows", () => {
    expect(edits.newCellId(fresh, "drift")).toBe("c_drift_2");
    expect(edits.newCellId(fresh, "sql")).toBe("c_sql");
    const removed = appendHistory(edits.removeCell(fresh, "c_drift"), {
      ...stamp,
      action: "edit",
      summary: "removed c_drift",
    });
    expect(edits.newCellId(removed, "drift")).toBe("c_drift_2");
    expect(edits.newCellId(fresh, "A kind/with ünlikely name".repeat(9))).toMatch(/^[a-z][a-z0-9_]{0,63}$/);
  });
});

describe("an investigation's id", () => {
  it("is a ULID: the time first, so that ids sort by it, then the random bytes", () => {
    expect(newInvestigationId(0, new Uint8Array(10))).toBe(`inv_${"0".repeat(26)}`);
    expect(newInvestigationId(2 ** 48 - 1, new Uint8Array(10).fill(255))).toBe(`inv_7${"Z".repeat(25)}`);
    expect(newInvestigationId(1469918176385, new Uint8Array(10))).toBe("inv_01ARYZ6S410000000000000000");
    expect(newInvestigationId(1, new Uint8Array(10)) < newInvestigationId(2, new Uint8Array(10))).toBe(true);
  });

  it("fits the format", () => {
    const id = newInvestigationId(
      1_800_000_000_000,
      Uint8Array.from({ length: 10 }, (_, index) => index * 25),
    );
    expect(() => writeInvestigation({ ...fresh, id })).not.toThrow();
  });

  it("refuses too little randomness", () =>
    expect(() => newInvestigationId(0, new Uint8Array(9))).toThrow("10 random bytes"));
});
