import { describe, expect, it } from "vitest";
import type { PinAnswer } from "../../bridge/contract-types.ts";
import { datasetsOf, modelOf, problemsOf } from "./draft-to-document.ts";
import { firstDraft, type PinnedSource } from "./role-draft.ts";

const schema = [
  { name: "request_id", type: "VARCHAR" },
  { name: "event_time", type: "TIMESTAMP" },
  { name: "amount", type: "DOUBLE" },
  { name: "score", type: "DOUBLE" },
];

function source(name: string, digit: string, [min, max]: readonly [string, string]): PinnedSource {
  const fileId = digit.repeat(32);
  const answer: PinAnswer = {
    files: [{ fileId, sha256: digit.repeat(64), bytes: 1000, rows: 500 }],
    ...{ rows: 500, schema, notes: [] },
    timestamps: [{ column: "event_time", min: `${min}T00:00:00.000Z`, max: `${max}T00:00:00.000Z` }],
    distinct: { request_id: 500, event_time: 400, amount: 300, score: 450 },
  };
  return { granted: { fileId, name, bytes: 1000 }, answer };
}

const june = source("a.parquet", "1", ["2026-06-01", "2026-06-30"]);
const july = source("b.parquet", "2", ["2026-07-01", "2026-07-31"]);

describe("the role sheet's guesses", () => {
  it("follow the names where they say it, else the earlier file is the reference", () => {
    const named = [
      source("prod.parquet", "1", ["2026-01-01", "2026-01-31"]),
      source("train.parquet", "2", ["2026-02-01", "2026-02-28"]),
    ];
    expect(Object.values(firstDraft(named).roles)).toEqual(["production", "reference"]);
    expect(firstDraft([july, june]).roles).toEqual({ ["2".repeat(32)]: "production", ["1".repeat(32)]: "reference" });
  });

  it("fill in time, score and id, and leave a missing label open", () => {
    expect(firstDraft([june, july])).toMatchObject({
      time: "event_time",
      score: "score",
      id: "request_id",
      label: null,
    });
  });

  it("split a single file in the middle of its time", () => {
    const draft = firstDraft([june]);
    expect(draft.split).toEqual({ column: "event_time", day: "2026-06-15", referenceEnds: "" });
    const [reference, production] = datasetsOf(draft, [june], new Set());
    expect(reference).toMatchObject({ role: "reference", window: { from: null, to: "2026-06-15T00:00:00.000Z" } });
    expect(production).toMatchObject({ role: "production", window: { from: "2026-06-15T00:00:00.000Z", to: null } });
    expect(production?.time_range).toEqual({
      column: "event_time",
      min: "2026-06-15T00:00:00.000Z",
      max: "2026-06-30T00:00:00.000Z",
    });
    expect(reference?.files).toEqual(production?.files);
  });
});

it("a split may leave rows between the sides out, but never count them twice", () => {
  const draft = firstDraft([june]);
  const gap = { ...draft, split: { column: "event_time", day: "2026-06-20", referenceEnds: "2026-06-10" } };
  expect(problemsOf(gap, [june])).toEqual([]);
  expect(datasetsOf(gap, [june], new Set())).toMatchObject([
    { window: { from: null, to: "2026-06-10T00:00:00.000Z" } },
    { window: { from: "2026-06-20T00:00:00.000Z", to: null } },
  ]);
  const overlap = { ...draft, split: { column: "event_time", day: "2026-06-10", referenceEnds: "2026-06-20" } };
  expect(problemsOf(overlap, [june])).toEqual([
    "The reference ends after production begins, so rows would count twice.",
  ]);
});

it("a binary model gets the class and the threshold that the person types, and nothing for an empty field", () => {
  const draft = { ...firstDraft([june]), task: "binary" as const };
  expect(modelOf(draft, [june])).toMatchObject({ positive_class: null, threshold: null });
  expect(modelOf({ ...draft, positiveClass: " yes ", threshold: "0.3" }, [june])).toMatchObject({
    positive_class: "yes",
    threshold: 0.3,
  });
  expect(problemsOf({ ...draft, threshold: "a half" }, [june])).toEqual(["The threshold is not a number."]);
});

it("several files of one role are one dataset, unless their columns differ", () => {
  const roles = { [june.granted.fileId]: "production", [july.granted.fileId]: "production" } as const;
  const draft = { ...firstDraft([june, july]), roles };
  expect(problemsOf(draft, [june, july])).toEqual([]);
  expect(datasetsOf(draft, [june, july], new Set())).toMatchObject([
    { id: "production", rows: 1000, files: { length: 2 } },
  ]);
  const other: PinnedSource = { ...july, answer: { ...july.answer, schema: schema.slice(1) } };
  expect(problemsOf(draft, [june, other])).toEqual(["b.parquet has other columns than the first production file."]);
});

it("two files of one name get two places, since one place can't hold two contents", () => {
  const twin = { ...july, granted: { ...july.granted, name: "a.parquet" } };
  const roles = { [june.granted.fileId]: "production", [july.granted.fileId]: "production" } as const;
  const [dataset] = datasetsOf({ ...firstDraft([june, twin]), roles }, [june, twin], new Set());
  expect(new Set(dataset?.files.map(({ path }) => path)).size).toBe(2);
});

it("features are all columns without another role, unless some are chosen", () => {
  const draft = firstDraft([june, july]);
  expect(modelOf(draft, [june]).columns.features).toEqual(["amount"]);
  expect(modelOf({ ...draft, features: ["score"] }, [june]).columns.features).toEqual(["score"]);
});
