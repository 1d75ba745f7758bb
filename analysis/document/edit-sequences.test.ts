import fc from "fast-check";
import { expect, it } from "vitest";
import { sha256OfText } from "../base/digest.ts";
import * as edits from "./edits.ts";
import { freshness } from "./freshness.ts";
import { appendHistory } from "./history.ts";
import { isLocked, sealed } from "./lock.ts";
import { readInvestigation } from "./read.ts";
import { relink } from "./relink.ts";
import { repinDataset } from "./repin.ts";
import type { Cell, Investigation } from "./schema.ts";
import { engine, example, runtime, settingsOf, stamp, withResult } from "./testing/example.ts";
import { writeInvestigation } from "./write.ts";

type Edit = (investigation: Investigation) => Investigation;

/** An edit of one of the cells that there are at the time, if there is one. */
const ofCell =
  (pick: number, edit: (investigation: Investigation, cell: Cell) => Investigation): Edit =>
  (all) => {
    const cell = all.cells[pick % Math.max(1, all.cells.length)];
    return cell === undefined ? all : edit(all, cell);
  };

const pick = fc.nat(9);
const word = fc.string({ unit: "grapheme", maxLength: 8 });
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom("drift", "note", "sql"), pick).map(
    ([kind, at]): Edit =>
      (all) =>
        edits.addCell(
          all,
          { id: edits.newCellId(all, kind), kind, kind_version: 1, title: "", params: {} },
          at % (all.cells.length + 1),
        ),
  ),
  pick.map((which) => ofCell(which, (all, { id }) => edits.removeCell(all, id))),
  pick.map((which) => ofCell(which, (all, { id }) => edits.duplicateCell(all, id))),
  fc.tuple(pick, pick).map(([which, to]) => ofCell(which, (all, { id }) => edits.moveCell(all, id, to))),
  fc.tuple(pick, word).map(([which, title]) => ofCell(which, (all, { id }) => edits.renameCell(all, id, title))),
  fc.tuple(pick, fc.nat(2)).map(([which, z]) => ofCell(which, (all, { id }) => edits.setParams(all, id, { z }))),
  fc
    .tuple(pick, fc.nat(2))
    .map(([which, psi]) => ofCell(which, (all, cell) => (cell.kind === "note" ? all : withResult(all, cell, { psi })))),
  pick.map((which) => ofCell(which, (all, { id }) => edits.setConclusion(all, { ...all.conclusion, evidence: [id] }))),
  word.map(
    (title): Edit =>
      (all) =>
        edits.setTitle(all, title),
  ),
  fc.boolean().map(
    (all): Edit =>
      (one) =>
        edits.setFilters(one, { time: null, slices: all ? [] : [{ column: "x", op: "is_null", values: [] }] }),
  ),
  fc.constant<Edit>((all) => sealed(all, runtime)),
  word.map(
    (summary): Edit =>
      (all) =>
        appendHistory(all, { ...stamp, action: "edit", summary }),
  ),
  word.map((name): Edit => (all) => {
    const file = all.datasets[1]?.files[0];
    return relink(
      all,
      [{ place: { dataset: "production", index: 0 }, path: `x/${sha256OfText(name)}`, sha256: file?.sha256 ?? "" }],
      stamp,
    );
  }),
  word.map((content): Edit => (all) => {
    const files = [{ path: "data/new.parquet", sha256: sha256OfText(content), bytes: 1, rows: 2 }];
    return repinDataset(
      all,
      "production",
      { files, rows: 2, schema: [], time_range: null },
      { ...stamp, reason: "new week" },
    );
  }),
);

it("leaves, after any sequence of edits, an investigation that can be saved and opened as it is", () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 12 }), (sequence) => {
      const edited = sequence.reduce((all, edit) => edit(all), example());
      expect(readInvestigation(writeInvestigation(edited)).investigation).toEqual(edited);
    }),
    { numRuns: 300 },
  );
});

it("locks, after any sequence of edits, exactly when every cell that can run is fresh", () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 12 }), (sequence) => {
      const edited = sealed(
        sequence.reduce((all, edit) => edit(all), example()),
        runtime,
      );
      const states = edited.cells.map((cell) => {
        const params = settingsOf(cell);
        return params === null ? "fresh" : freshness(edited, cell, params, engine);
      });
      expect(isLocked(edited)).toBe(states.every((state) => state === "fresh"));
    }),
    { numRuns: 300 },
  );
});

it("never gives two cells one id, after any sequence of edits", () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 20 }), (sequence) => {
      const ids = sequence.reduce((all, edit) => edit(all), example()).cells.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 200 },
  );
});
