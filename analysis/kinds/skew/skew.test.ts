import { describe, expect, it } from "vitest";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import { computeSkew } from "./compute.ts";
import { skewConfig } from "./config.ts";
import { gridEdges } from "./grid.ts";
import { hypotheses } from "./hypotheses.ts";
import { columnLevel, coverageLevel, mismatchLevel, rateOf } from "./judge.ts";
import { leakOf } from "./leak-result.ts";
import { patternWords } from "./pattern-words.ts";
import { comparisonOf, isPaired, pairingOf } from "./pairing.ts";
import type { ComparedPart } from "./parts.ts";
import { columnSentence, skewVerdict, summarizeSkew } from "./sentence.ts";
import { firstSeen } from "./since.ts";
import type { Candidate } from "./sql/candidates.ts";
import { unitNamed } from "./units.ts";

const config = skewConfig.parse({});
const days = (mismatches: readonly (number | null)[]) =>
  mismatches.map((hits, index) => ({
    start: `2026-01-${String(index + 1).padStart(2, "0")}`,
    matched: 200,
    mismatches: hits,
  }));

describe("the first window that shows a mismatch", () => {
  it("is where it begins to last, not an earlier hour of bad luck", () => {
    expect(firstSeen(days([0, 40, 0, 0, 0, 0, 50, 48, 55, 60]), 0.001)).toEqual({
      ...{ since: "2026-01-07", lasts: true, throughout: false },
    });
  });
  it("stays where a quiet window lies between", () => {
    expect(firstSeen(days([0, 0, 30, 30, 0, 30, 30, 30]), 0.001)).toMatchObject({ since: "2026-01-03", lasts: true });
  });
  it("is the first of all when it was always there, and says so", () => {
    expect(firstSeen(days([190, 180, 200]), 0.001)).toEqual({ since: "2026-01-01", lasts: true, throughout: true });
  });
  it("is named as not lasting when it ended, and is nothing where too few rows matched", () => {
    expect(firstSeen(days([0, 50, 50, 0, 0, 0, 0, 0]), 0.001)).toMatchObject({ since: "2026-01-02", lasts: false });
    expect(firstSeen(days([null, null]), 0.001)).toEqual({ since: null, lasts: null, throughout: false });
  });
});

describe("verdicts need size, certainty and rows", () => {
  it.each([
    [0, 1000, "pass"],
    [1, 1000, "pass"],
    [12, 1000, "warn"],
    [40, 1000, "fail"],
    [40, 99, "low_n"],
    [1000, 1_000_000, "pass"],
    [1200, 1_000_000, "warn"],
  ] as const)("%i of %i rows that differ: %s", (hits, rows, level) => {
    expect(mismatchLevel(rateOf(hits, rows), config)).toBe(level);
  });

  it.each([
    [990, 1000, "pass"],
    [900, 1000, "warn"],
    [79, 100, "warn"],
    [700, 1000, "fail"],
  ] as const)("%i of %i keys found: %s", (hits, rows, level) => {
    expect(coverageLevel(rateOf(hits, rows), { ...config, min_rows: 50 }, hits)).toBe(level);
  });

  const rounding = {
    type: "rounded",
    side: "serving",
    number: 2,
    from: null,
    to: null,
    share: 0.9,
    named: true,
  } as const;
  it("a small rounding warns, a large one fails, and it hides nothing else", () => {
    const level = (rows: number, most: number) =>
      columnLevel(rateOf(900, 1000), { ...rounding, rows }, { least: 0, most }, config);
    expect(level(900, 100)).toBe("warn");
    expect(level(900, 0.1)).toBe("fail");
    expect(level(850, 100)).toBe("fail");
  });
});

describe("what is compared with what", () => {
  const column = (sqlType: string, type: ContextColumn["type"]): ContextColumn => ({
    name: "c",
    sqlType,
    type,
    note: null,
  });
  it.each([
    [column("BIGINT", "number"), column("INTEGER", "number"), "whole"],
    [column("BIGINT", "number"), column("DOUBLE", "number"), "number"],
    [column("VARCHAR", "text"), column("DOUBLE", "number"), "parsed"],
    [column("BOOLEAN", "boolean"), column("INTEGER", "number"), "number"],
    [column("DATE", "timestamp"), column("TIMESTAMP", "timestamp"), "instant"],
    [column("DATE", "timestamp"), column("VARCHAR", "text"), null],
    [column("BLOB", "unsupported"), column("BLOB", "unsupported"), null],
  ])("%o with %o", (a, b, as) => {
    expect(comparisonOf(a, b)).toBe(as);
    expect(comparisonOf(b, a)).toBe(as);
  });

  const dataset = (id: string, columns: readonly ContextColumn[]): ContextDataset => ({
    ...{ id, relation: id, pinnedRows: 100, timeRange: null, columns },
  });
  const id: ContextColumn = { name: "id", type: "text", sqlType: "VARCHAR", note: null };
  const context: CellContext = {
    ...{ reference: dataset("reference", [id]), production: dataset("production", [id]) },
    ...{ others: [dataset("offline", [id])], model: null, privacyFloor: 20 },
  };
  const paired = (params: object, of = context) => pairingOf(skewConfig.parse({ key: "id", ...params }), of);

  it("takes the first further dataset, else the reference, against production", () => {
    expect(paired({}).datasets.training.id).toBe("offline");
    expect(paired({}, { ...context, others: [] }).datasets.training.id).toBe("reference");
    expect(paired({ serving: "offline", training: "reference" }).datasets.serving.id).toBe("offline");
    expect(paired({ serving: "offline" }).datasets.training.id).toBe("reference");
  });
  it("does not take the reference's rows for production's where their times do not meet", () => {
    const of = (dataset: ContextDataset | null, min: string, max: string): ContextDataset | null =>
      dataset && { ...dataset, timeRange: { column: "at", min, max } };
    const apart = {
      ...{ ...context, others: [] },
      reference: of(context.reference, "2026-03-01T00:00:00.000Z", "2026-03-31T23:00:00.000Z"),
      production: of(context.production, "2026-05-01T00:00:00.000Z", "2026-05-31T23:00:00.000Z"),
    };
    expect(paired({}, apart)).toMatchObject({ reason: "other_times" });
    expect(isPaired(paired({ training: "reference" }, apart))).toBe(true);
    const meeting = {
      ...apart,
      production: of(context.production, "2026-03-31T00:00:00.000Z", "2026-04-30T00:00:00.000Z"),
    };
    expect(isPaired(paired({}, meeting))).toBe(true);
  });
  it("refuses a dataset that is not there, one that is both sides, and says what lacks a key", () => {
    expect(() => paired({ training: "nowhere" })).toThrow(/no dataset "nowhere"/);
    expect(() => paired({ training: "production" })).toThrow(/both sides/);
    expect(() => paired({}, { ...context, production: null })).toThrow(/lacks one/);
    expect(paired({ key: null })).toMatchObject({ reason: "no_key" });
    expect(paired({ key: "other" })).toMatchObject({ reason: "missing_in_training" });
    expect(isPaired(paired({}))).toBe(true);
  });
});

describe("patterns", () => {
  it("are said in plain words", () => {
    const words = (number: number) => patternWords({ type: "ratio", side: null, number, from: null, to: null });
    expect(words(100)).toBe("are exactly 100 times the training value");
    expect(words(0.01)).toBe("are exactly 1/100 of the training value");
    expect(words(1.609344)).toBe("are exactly 1.609 times the training value");
    expect(words(-1)).toBe("are the negative of the training value");
  });
  it("name a unit only for a factor that units have", () => {
    expect(unitNamed(100)).toContain("cents");
    expect(unitNamed(0.45359237)).toContain("pounds");
    expect(unitNamed(2.2046226)).toContain("pounds");
    expect(unitNamed(1.1)).toBeNull();
    expect(unitNamed(101)).toBeNull();
  });
  it("never take a value that fewer rows than the privacy floor have", () => {
    const pair: Candidate = { kind: "pair", number: null, from: "Ann", to: "Anne", rows: 19 };
    const asked = { column: { name: "c", as: "text", sqlTypes: { training: "VARCHAR", serving: "VARCHAR" } } } as const;
    const said = (rows: number) =>
      JSON.stringify(
        hypotheses({ ...asked, candidates: [{ ...pair, rows }], tolerance: config.tolerance, floor: 20, steps: false }),
      );
    expect(said(19)).not.toContain("Ann");
    expect(said(20)).toContain("Ann");
  });
  it("are drawn between edges that rise, and not at all without positive values", () => {
    const extent = { least: 1, most: 1000 };
    const edges = gridEdges({ all: extent, training: extent, serving: { least: 5, most: 5 } });
    expect(edges?.training).toHaveLength(23);
    expect([...(edges?.training ?? [])].sort((a, b) => a - b)).toEqual(edges?.training);
    expect(edges?.serving).toEqual([4.5, 5.5]);
    expect(gridEdges({ all: extent, training: { least: null, most: null }, serving: extent })).toBeNull();
  });
});

describe("leakage hints", () => {
  const presence = { present_positives: 200, present_negatives: 0, missing_positives: 100, missing_negatives: 900 };
  const part = { part: "leak", column: "collected_at", auc: 0.8, after: null, reason: null, presence } as const;
  it("see a value that only one class has", () => {
    expect(leakOf(part, config)).toMatchObject({ hints: ["value_tells"], tells: { class: "positive", share: 1 } });
  });
  it("do not see one where the rare class is rare everywhere", () => {
    const rare = { present_positives: 1, present_negatives: 999, missing_positives: 1, missing_negatives: 999 };
    expect(leakOf({ ...part, presence: rare }, config).hints).toEqual([]);
  });
  it("count an area near 0 as much as one near 1, and times after the event", () => {
    expect(leakOf({ ...part, presence: { ...presence, present_negatives: 200 }, auc: 0.004 }, config).hints).toEqual([
      "auc",
    ]);
    expect(
      leakOf({ ...part, presence: null, auc: "no_label", after: { rows: 1000, later: 40 } }, config).hints,
    ).toEqual(["after_event"]);
  });
});

it("a column without a single pattern says so, and repeated keys are told", () => {
  const context: CellContext = {
    ...{ reference: null, production: null, others: [], model: null, privacyFloor: 20 },
  };
  const side = (id: string): ContextDataset => ({
    ...{ id, relation: id, pinnedRows: 0, timeRange: null },
    columns: [
      { name: "id", type: "number", sqlType: "BIGINT", note: null },
      { name: "x", type: "number", sqlType: "DOUBLE", note: null },
    ],
  });
  const keys = { rows: 1010, no_key: 2, repeated_keys: 4, repeated_rows: 8 };
  const part: ComparedPart = {
    column: { name: "x", as: "number", sqlTypes: { training: "DOUBLE", serving: "DOUBLE" } },
    windows: [
      { day: null, rows: 1000, counts: { both_missing: 0, serving_missing: 10, training_missing: 0, different: 90 } },
    ],
    detail: {
      explained: [{ pattern: { type: "missing", side: "serving", number: null, from: null, to: null }, rows: 10 }],
      ...{ pairs: [], extent: null, groups: [], grid: null, examples: [] },
    },
  };
  const result = computeSkew(
    [
      {
        part: "keys",
        counts: {
          training: keys,
          serving: { ...keys, repeated_keys: 0 },
          matched: 1000,
          only_training: 0,
          only_serving: 0,
          ambiguous: 4,
        },
      },
      { part: "columns", columns: [part] },
    ],
    skewConfig.parse({ key: "id" }),
    { ...context, reference: side("reference"), production: side("production") },
  );
  const [column] = result.columns;
  expect(column && columnSentence(column)).toBe(
    "x: 10.0 % of matched rows differ; no single pattern explains them (the best, 10.0 % of them, have no value where training has one); n = 1,000.",
  );
  expect(skewVerdict(result).level).toBe("fail");
  expect(summarizeSkew(result)).toContain(
    "Left out: 8 rows of reference share 4 repeated keys; 2 rows of reference have no key; 2 rows of production have no key.",
  );
});
