import { expect, it } from "vitest";
import type { Finding } from "../kinds/kind.ts";
import { groupFindings } from "./findings.ts";
import type { ReadCell } from "./read-cells.ts";
import { probe } from "./testing/sample-investigation.ts";

const finding = (level: Finding["level"], subject: string, impact: number, since: string | null = null): Finding => ({
  ...{ level, subject, impact, since },
  sentence: `${subject} is off`,
});

const cell = (id: string, kind: string, findings: readonly Finding[]): ReadCell => ({
  ...{ cell: { id, kind, kind_version: 1, title: id, params: {} }, number: 1, title: id, kind: probe, locked: null },
  ...{ state: "fresh", problem: null },
  face: {
    ...{ verdict: { level: "fail", reasons: [] }, sentence: "", metrics: [], headline: [], figures: [], tables: [] },
    findings,
  },
});

const subjects = (...cells: readonly ReadCell[]): readonly string[] =>
  groupFindings(cells).map((group) => group.subject);

it("puts every failure before every warning, and the larger impact first", () => {
  const found = [finding("warn", "loud", 100), finding("fail", "small", 1), finding("fail", "large", 2)];
  expect(subjects(cell("a", "drift", found))).toEqual(["large", "small", "loud"]);
});

it("does not compare the impact of one kind with that of another", () => {
  const drift = cell("a", "drift", [finding("fail", "income", 0.5), finding("fail", "age", 0.3)]);
  const quality = cell("b", "quality", [finding("fail", "volume", 90_000), finding("fail", "zip", 80_000)]);
  expect(subjects(drift, quality)).toEqual(["income", "volume", "age", "zip"]);
});

it("joins what different cells say about one subject, its worst finding first and its earliest start on top", () => {
  const [group, ...others] = groupFindings([
    cell("a", "quality", [finding("warn", "income", 1, "2026-11-02T00:00:00.000Z")]),
    cell("b", "drift", [finding("fail", "income", 1, "2026-11-14T00:00:00.000Z")]),
  ]);
  expect(others).toEqual([]);
  expect(group).toMatchObject({ subject: "income", level: "fail", since: "2026-11-02T00:00:00.000Z" });
  expect(group?.findings.map(({ cellId }) => cellId)).toEqual(["b", "a"]);
});

it("prefers, of equals, the subject that more cells speak of", () => {
  const first = cell("a", "drift", [finding("fail", "alone", 1), finding("fail", "both", 1)]);
  expect(subjects(first, cell("b", "quality", [finding("warn", "both", 1)]))).toEqual(["both", "alone"]);
});

it("puts what the model reads before other columns, but never a warning before a failure", () => {
  const found = [finding("fail", "model_version", 9), finding("fail", "income", 1), finding("warn", "score", 9)];
  const groups = groupFindings([cell("a", "quality", found)], new Set(["income", "score"]));
  expect(groups.map(({ subject }) => subject)).toEqual(["income", "model_version", "score"]);
});
