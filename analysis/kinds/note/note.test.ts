import { expect, it } from "vitest";
import { note } from "./index.ts";

it("a note's settings are its content, and a date must be a day", () => {
  expect(note.face.normalize({ type: "decision", text: ["Roll back"], owner: "Ada", date: "2026-11-14" })).toEqual({
    ...{ type: "decision", text: ["Roll back"], status: "open", owner: "Ada", date: "2026-11-14" },
  });
  expect(() => note.face.normalize({ date: "14 Nov" })).toThrow();
});

it("a note has no tasks, no verdict and no numbers", () => {
  const { tasks, finish } = note.face.prepare(
    {},
    { reference: null, production: null, others: [], model: null, privacyFloor: 20 },
  );
  expect(tasks).toEqual([]);
  expect(note.face.read(finish())).toMatchObject({
    verdict: { level: "none" },
    metrics: [],
    headline: [],
    findings: [],
  });
});
