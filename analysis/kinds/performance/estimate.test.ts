import { readFileSync } from "node:fs";
import type { StatsSource } from "../../base/stats-source.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInvestigation } from "../../document/read.ts";
import type { CellContext } from "../context.ts";
import { contextOf } from "../context-of.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import type { EstimatedResult, EstimatedWindow } from "./estimate/result.ts";
import { runPerformance, type Run } from "./testing/run-performance.ts";

const folder = new URL("../../../samples/credit-default/", import.meta.url);
interface Truth {
  readonly unit_change: { readonly feature: string; readonly date: string };
}
const truth = JSON.parse(readFileSync(new URL("truth.json", folder), "utf8")) as Truth;

const estimatedOf = ({ result }: Run): EstimatedResult => {
  if (result.estimated === null) throw new Error("nothing was estimated");
  return result.estimated;
};
const production = (estimated: EstimatedResult): readonly EstimatedWindow[] =>
  estimated.windows.filter(({ side }) => side === "production");

describe("the sample, whose labels of the last weeks are missing", () => {
  let native: NativeSource;
  let run: Run;
  let estimated: EstimatedResult;
  beforeAll(async () => {
    native = await nativeSource();
    for (const side of ["reference", "production"])
      await native.run(`CREATE VIEW ${side} AS SELECT * FROM '${new URL(`${side}.parquet`, folder).pathname}'`);
    const { investigation } = readInvestigation(readFileSync(new URL("credit-default.casefile", folder), "utf8"));
    run = await runPerformance(native, contextOf(investigation));
    estimated = estimatedOf(run);
  }, 60_000);
  afterAll(() => native.close());

  it("is estimated within its band in every window before the unit changed", () => {
    const before = production(estimated).filter(
      ({ start }) => start.slice(0, 10) < truth.unit_change.date.slice(0, 10),
    );
    expect(before.length).toBe(27);
    expect(before.every(({ measured, reason }) => measured !== null && reason === null)).toBe(true);
    const held = before.filter(
      ({ low, high, measured }) => Number(low) <= Number(measured) && Number(measured) <= Number(high),
    );
    expect(held.length).toBeGreaterThanOrEqual(25);
    expect(estimated.back_tests.find(({ side }) => side === "production")).toMatchObject({ windows: 27 });
  });

  it("is refused in every window since, for the column that changed, though measured windows show what was lost", () => {
    const since = production(estimated).filter(({ start }) => start >= truth.unit_change.date.slice(0, 10));
    expect(since.length).toBe(43);
    for (const window of since) {
      expect(window).toMatchObject({
        reason: "out_of_support",
        input: truth.unit_change.feature,
        low: null,
        high: null,
      });
      expect(window.values.every((value) => value === null)).toBe(true);
      expect(window.outside).toBeGreaterThan(0.25);
    }
    expect(run.face.sentence).toContain("No estimate of ROC AUC from 2026-09-28 on: monthly_income lies outside");
    expect(run.face.findings.every(({ sentence }) => !sentence.includes("stimate"))).toBe(true);
  });

  it("has a share of positives by label shift that its own back-test refuses", () => {
    const { shift } = estimated;
    expect(shift).toMatchObject({ reason: "back_test_failed", overall: { share: null } });
    expect(shift?.tested).toBeGreaterThan(20);
    expect(Number(shift?.covered) / Number(shift?.tested)).toBeLessThan(0.6);
  });

  it("says estimates under ids of their own, in a table and a chart of their own", () => {
    const ids = new Set(
      run.face.metrics.filter(({ convention }) => convention === "casefile/cbpe").map(({ metric }) => metric),
    );
    expect([...ids].every((id) => id.startsWith("performance.estimated_"))).toBe(true);
    expect(ids.size).toBe(9);
    expect(run.face.tables.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["estimated", "label_shift", "estimated_notes"]),
    );
    expect(run.face.figures.find(({ id }) => id === "estimated")?.description).toContain("hollow and dashed");
    expect(run.json.length).toBeLessThan(120_000);
  });
});

/** 60 days of 300 rows: chance is the score squared. From `broken` on the labels are drawn anew, which no input shows. */
const rows = (from: string, broken: number) => `WITH u AS (
  SELECT i, (i // 300) AS day, TIMESTAMP '${from}' + INTERVAL (i // 300) DAY + INTERVAL (i % 24) HOUR AS seen,
    (hash(i * 7 + 5) % 1000) / 1e3 AS score, (hash(i * 11 + 3) % 100000) / 1e5 AS r FROM range(18000) t(i)
), l AS (SELECT *, CASE WHEN r < CASE WHEN day >= ${broken} THEN 0.25 ELSE score * score END THEN 1 ELSE 0 END AS y FROM u)
SELECT seen, CASE WHEN day >= 50 AND '${from}' > '2026-02' THEN NULL ELSE y END AS label, score, 'k' || (i % 7) AS kind, i % 50 AS size FROM l`;
const roles = { label: "label", score: "score", time: "seen", features: ["kind", "size"] };

describe("made-up models", () => {
  let source: NativeSource;
  beforeAll(async () => {
    source = await nativeSource();
  });
  afterAll(() => source.close());
  const run = async (reference: string, production_: string, params: object = {}, model: object = {}): Promise<Run> => {
    await source.run(`CREATE OR REPLACE TABLE reference AS ${reference}`);
    await source.run(`CREATE OR REPLACE TABLE production AS ${production_}`);
    const context: CellContext = await contextOver(source, roles);
    const own = { task: "binary", positive_class: "1", threshold: 0.5, ...model } as const;
    return runPerformance(source, { ...context, model: context.model && { ...context.model, ...own } }, params);
  };
  const [before, after] = [rows("2026-01-01", 99), rows("2026-03-02", 99)];

  it("that stay as they were are estimated where labels are missing, close to what the labels will say", async () => {
    const estimated = estimatedOf(await run(before, after, { windows: "day" }));
    const missing = production(estimated).filter(({ measured }) => measured === null);
    expect(missing.length).toBe(10);
    expect(missing.every(({ reason, low }) => reason === null && low !== null)).toBe(true);
    const [truthful] = await source.run(
      `SELECT avg(CASE WHEN p.score > n.score THEN 1e0 WHEN p.score = n.score THEN 0.5e0 ELSE 0e0 END) AS auc FROM
       (SELECT score FROM (${after.replace("day >= 50", "FALSE")}) WHERE label = 1 AND seen >= TIMESTAMP '2026-04-21') p,
       (SELECT score FROM (${after.replace("day >= 50", "FALSE")}) WHERE label = 0 AND seen >= TIMESTAMP '2026-04-21') n`,
    );
    const mean = missing.reduce((sum, { values }) => sum + Number(values[0]), 0) / missing.length;
    expect(Math.abs(mean - Number(truthful?.["auc"]))).toBeLessThan(0.02);
    expect(estimated.shift?.reason).toBeNull();
    expect(Number(estimated.shift?.covered)).toBeGreaterThanOrEqual(0.85 * Number(estimated.shift?.tested));
  });

  it("that fail without any input showing it are refused by the labels that came before", async () => {
    const estimated = estimatedOf(await run(before, rows("2026-03-02", 30), { windows: "day" }));
    const missing = production(estimated).filter(({ measured }) => measured === null);
    expect(missing.map(({ reason }) => reason)).toEqual(Array.from({ length: 10 }, () => "back_test_failed"));
    expect(missing.every(({ values }) => values.every((value) => value === null))).toBe(true);
  });

  it.each([
    [
      "a category is new",
      "CASE WHEN day >= 40 THEN 'new''; --' ELSE 'k' || (i % 7) END AS kind, i % 50 AS size",
      "kind",
    ],
    [
      "a value is newly missing",
      "'k' || (i % 7) AS kind, CASE WHEN day >= 40 AND i % 5 = 0 THEN NULL ELSE i % 50 END AS size",
      "size",
    ],
    [
      "a number is beyond the range",
      "'k' || (i % 7) AS kind, CASE WHEN day >= 40 AND i % 5 = 0 THEN -1 ELSE i % 50 END AS size",
      "size",
    ],
  ])("are refused where %s", async (_, what, input) => {
    const changed = after.replace("'k' || (i % 7) AS kind, i % 50 AS size", what);
    const windows = production(estimatedOf(await run(before, changed, { windows: "day" })));
    const late = windows.filter(({ start }) => start >= "2026-04-11");
    expect(late.length).toBe(20);
    expect(late.every((window) => window.reason === "out_of_support" && window.input === input)).toBe(true);
    expect(windows.filter(({ start }) => start < "2026-04-11").every(({ reason }) => reason === null)).toBe(true);
  });

  it("are not refused for an input whose categories are always new", async () => {
    const named = (select: string) => `SELECT * REPLACE ('r' || hash(score, seen, size) AS kind) FROM (${select})`;
    const estimated = estimatedOf(await run(named(before), named(after), { windows: "day" }));
    expect(production(estimated).every(({ reason }) => reason === null)).toBe(true);
  });

  it("ask no question twice, however many tasks need its answer", async () => {
    const asked: string[] = [];
    await run(before, after, { windows: "day" });
    const context = await contextOver(source, roles);
    const recording: StatsSource = {
      ...source,
      rows: (query) => (asked.push(query.sql), source.rows(query)),
      groupedValues: (query) => (asked.push(JSON.stringify(query)), source.groupedValues(query)),
    };
    await runPerformance(
      recording,
      { ...context, model: context.model && { ...context.model, task: "binary", positive_class: "1", threshold: 0.5 } },
      { windows: "day" },
    );
    expect(asked.filter((question) => question.includes('AS "rows"')).length).toBeGreaterThan(1);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("with labels of every row, or told not to, are not estimated; always estimates them", async () => {
    const complete = after.replace("day >= 50", "FALSE");
    expect((await run(before, complete)).result.estimated).toBeNull();
    expect((await run(before, after, { estimate: { when: "never" } })).result.estimated).toBeNull();
    const estimated = estimatedOf(await run(before, complete, { estimate: { when: "always" }, windows: "day" }));
    expect(production(estimated).every(({ measured }) => measured !== null)).toBe(true);
  });

  it.each([
    ["one class", before.replace("THEN 1 ELSE 0 END AS y", "THEN 0 ELSE 0 END AS y"), {}, "one_class"],
    ["a score that ranks the wrong way", before.replace("score * score", "1 - score"), {}, "flat_score"],
    ["few windows", before, { windows: "month" }, "no_back_test"],
    ["few rows of a class", before.replace("score * score", "0.003"), {}, "too_few_rows"],
  ])("are refused with their reason: %s", async (_, reference, params, reason) => {
    const found = await run(reference, after, { windows: "day", ...params });
    expect(estimatedOf(found)).toMatchObject({ reason, windows: [] });
    expect(found.face.sentence).toContain("not estimated without labels");
  });

  it("may have scores that are no probabilities and no label in production at all", async () => {
    const scaled = (select: string) => `SELECT * REPLACE (score * 9 - 4 AS score) FROM (${select})`;
    const withoutLabel = `SELECT * EXCLUDE (label) FROM (${scaled(after)})`;
    const found = await run(scaled(before), withoutLabel, { windows: "day" });
    const estimated = estimatedOf(found);
    const [log, auc] = [estimated.metrics.indexOf("log_loss"), estimated.metrics.indexOf("roc_auc")];
    expect(production(estimated).length).toBe(60);
    expect(production(estimated).every(({ values }) => values[log] === null && Number(values[auc]) > 0.6)).toBe(true);
    expect(found.face.sentence).toMatch(
      /Performance is not measured: .* Estimated without labels: ROC AUC 0\.\d+ \(0\.\d+ to 0\.\d+\)/,
    );
  });

  it("give the same numbers whatever the order of the rows", async () => {
    const plain = await run(before, after, { windows: "day" });
    const shuffled = (select: string) => `SELECT * FROM (${select}) ORDER BY hash(score, seen, size)`;
    expect((await run(shuffled(before), shuffled(after), { windows: "day" })).json).toBe(plain.json);
  });
});
