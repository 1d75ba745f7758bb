import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFixture } from "../../stats/testing/oracle-cases.ts";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import type { EstimableKey } from "./estimate/part.ts";
import type { EstimatedResult, EstimatedWindow } from "./estimate/result.ts";
import { performance } from "./index.ts";
import { runPerformance, type Run } from "./testing/run-performance.ts";

let source: NativeSource;
beforeAll(async () => {
  source = await nativeSource();
});
afterAll(() => source.close());

type Model = NonNullable<CellContext["model"]>;
interface Case {
  readonly roles: Partial<Model["columns"]>;
  readonly model: Partial<Model>;
  readonly params?: object;
}
async function run(reference: string, production_: string, { roles, model, params = {} }: Case): Promise<Run> {
  await source.run(`CREATE OR REPLACE TABLE reference AS ${reference}`);
  await source.run(`CREATE OR REPLACE TABLE production AS ${production_}`);
  const context = await contextOver(source, roles);
  const own = { ...context, model: context.model && { ...context.model, ...model } };
  return runPerformance(source, own, { windows: "day", ...params });
}
const estimatedOf = ({ result }: Run): EstimatedResult => {
  if (result.estimated === null) throw new Error("nothing was estimated");
  return result.estimated;
};
const production = (estimated: EstimatedResult): readonly EstimatedWindow[] =>
  estimated.windows.filter(({ side }) => side === "production");
const held = (windows: readonly EstimatedWindow[]): number =>
  windows.filter(
    ({ low, high, measured }) => low !== null && low <= Number(measured) && Number(measured) <= Number(high),
  ).length;
const mean = (of: readonly EstimatedWindow[], what: (one: EstimatedWindow) => number | null | undefined): number =>
  of.reduce((sum, one) => sum + Number(what(one)), 0) / of.length;

/** SQL: a number in 0..1 that looks random and is the same at every run. */
const chance = (salt: number): string => `((hash(i * ${salt} + ${salt}) % 1000003) / 1000003e0)`;

interface ErrorRows {
  readonly from: string;
  /** The day from which large sizes are more frequent, and how much. */
  readonly since?: number;
  readonly moved?: string;
  /** SQL that is multiplied to the errors from day 20 on. */
  readonly noise?: string;
  /** SQL of the columns that a test changes. */
  readonly size?: string;
  readonly kind?: string;
  readonly labelled?: number;
}

/** 60 days of 300 rows. The noise grows with `size`, and twice as fast in the kind 'wild': what two inputs do together. */
const errorRows = (rows: ErrorRows): string => {
  const { from, since = 99, moved = chance(7), noise = "1e0", size = "size", kind = "kind", labelled = 60 } = rows;
  return `WITH u AS (
  SELECT i, (i // 300) AS day, TIMESTAMP '${from}' + INTERVAL (i // 300) DAY + INTERVAL (i % 24) HOUR AS seen,
    CASE WHEN (i // 300) >= ${since} THEN ${moved} ELSE ${chance(7)} * ${chance(11)} END AS size, ${chance(13)} AS other,
    CASE WHEN hash(i * 17) % 10 < 3 THEN 'wild' ELSE 'calm' END AS kind,
    ${chance(19)} + ${chance(23)} + ${chance(29)} + ${chance(31)} - 2e0 AS e FROM range(18000) t(i)
), p AS (SELECT *, 10e0 + 5e0 * other + 3e0 * size AS guess, CASE WHEN day >= 20 THEN ${noise} ELSE 1e0 END AS louder FROM u)
SELECT seen, ${size} AS size, other, ${kind} AS kind, guess,
  CASE WHEN day < ${labelled} THEN guess + e * louder * (0.2e0 + size * CASE WHEN kind = 'wild' THEN 4e0 ELSE 2e0 END) END AS truth FROM p`;
};
const regression: Case = {
  roles: { label: "truth", prediction: "guess", time: "seen", features: ["size", "other", "kind"] },
  model: { task: "regression" },
};
const errorsBefore = errorRows({ from: "2026-01-01" });
const errorsAfter: ErrorRows = { from: "2026-03-02", labelled: 50 };

describe("a regression without labels", () => {
  it("has an estimate that follows what the errors become when the inputs move, within its band", async () => {
    const found = await run(errorsBefore, errorRows({ ...errorsAfter, since: 30 }), regression);
    const estimated = estimatedOf(found);
    const windows = production(estimated);
    const [early, late] = [windows.slice(0, 30), windows.slice(30, 50)];
    expect(mean(late, (one) => one.measured)).toBeGreaterThan(1.6 * mean(early, (one) => one.measured));
    for (const part of [early, late]) {
      const ratio = mean(part, ({ values }) => values[0]) / mean(part, ({ measured }) => measured);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.04);
      expect(held(part) / part.length).toBeGreaterThanOrEqual(0.85);
    }
    const missing = windows.slice(50);
    expect(missing.map(({ measured, reason }) => [measured, reason])).toEqual(missing.map(() => [null, null]));
    const counted = found.result.time?.windows.filter(({ side }) => side === "production").slice(30, 50) ?? [];
    const rmse = counted.reduce((sum, { values }) => sum + Number(values[1]), 0) / counted.length;
    expect(Math.abs(mean(late, ({ values }) => values[1]) / rmse - 1)).toBeLessThan(0.05);
    expect(found.face.sentence).toMatch(
      /Estimated without labels: Mean absolute error 0\.[67]\d* \(0\.\d+ to 0\.\d+\)/,
    );
    expect(String(found.face.tables.find(({ id }) => id === "estimated_notes")?.rows[0]?.["note"])).toMatch(
      /size of a row’s error is learnt from 18,000 labelled rows .* they explain 4\d/,
    );
    const own = found.face.metrics.filter(({ convention }) => convention === "casefile/dle");
    expect([...new Set(own.map(({ metric }) => metric))]).toEqual([
      "performance.estimated_mae",
      "performance.estimated_rmse",
    ]);
    expect(found.json.length).toBeLessThan(90_000);
  }, 60_000);

  it("follows less than all the way to where the reference has few rows: METHOD.md says so", async () => {
    const far = errorRows({ ...errorsAfter, since: 30, moved: `sqrt(${chance(7)})` });
    const late = production(estimatedOf(await run(errorsBefore, far, regression))).slice(30, 50);
    const ratio = mean(late, ({ values }) => values[0]) / mean(late, ({ measured }) => measured);
    expect(ratio).toBeGreaterThan(0.93);
    expect(ratio).toBeLessThan(0.99);
  }, 60_000);

  it("has none where the same inputs bring larger errors, once labels showed it", async () => {
    const found = await run(errorsBefore, errorRows({ ...errorsAfter, noise: "1.6e0" }), regression);
    const windows = production(estimatedOf(found)).filter(({ measured }) => measured === null);
    expect(windows.map(({ reason, values }) => [reason, values])).toEqual(
      Array.from({ length: 10 }, () => ["back_test_failed", [null, null]]),
    );
  }, 60_000);

  it.each([
    ["a number beyond what the reference has", { size: "CASE WHEN day >= 40 THEN size + 2e0 ELSE size END" }, "size"],
    ["a new kind", { kind: "CASE WHEN day >= 40 AND hash(guess) % 3 = 0 THEN 'n''ew; --' ELSE kind END" }, "kind"],
  ])(
    "is refused for %s",
    async (_, change, input) => {
      const found = await run(errorsBefore, errorRows({ ...errorsAfter, ...change }), regression);
      const windows = production(estimatedOf(found));
      expect(windows.slice(0, 40).every(({ reason }) => reason === null)).toBe(true);
      expect(windows.slice(40).map((window) => [window.reason, window.input])).toEqual(
        Array.from({ length: 20 }, () => ["out_of_support", input]),
      );
    },
    60_000,
  );

  it.each([
    [
      "errors that no input tells",
      errorsBefore.replace("(0.2e0 + size * CASE WHEN kind = 'wild' THEN 4e0 ELSE 2e0 END)", "1e0"),
      {},
      "no_skill",
    ],
    ["no errors at all", errorsBefore.replace("e * louder", "0e0 * e"), {}, "nothing_varies"],
    ["few windows", errorsBefore, { windows: "month" }, "no_back_test"],
    [
      "few rows",
      `SELECT * FROM (${errorsBefore}) WHERE extract('hour' FROM seen) = 0 AND other < 0.3`,
      {},
      "too_few_rows",
    ],
  ])(
    "is refused with its reason: %s",
    async (_, reference, params, reason) => {
      const found = await run(reference, errorRows(errorsAfter), { ...regression, params });
      expect(estimatedOf(found)).toMatchObject({ reason, windows: [], method: "dle" });
      expect(found.face.sentence).toContain("not estimated without labels");
    },
    60_000,
  );

  it("needs no label in production, takes hostile names and values, and is the same in any order of rows", async () => {
    const name = `k"i;nd'] --\n😀`;
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const odd =
      "CASE WHEN other < 0.01 THEN 'infinity'::DOUBLE WHEN other < 0.02 THEN 'nan'::DOUBLE WHEN other >= 0.03 THEN other END";
    const renamed = (select: string, order: string): string =>
      `SELECT * EXCLUDE (kind), kind || ''']"; DROP' AS ${quoted}, ${odd} AS odd FROM (${select}) ORDER BY ${order}`;
    const own = { ...regression, roles: { ...regression.roles, features: ["size", name, "odd"] } };
    const both = async (order: string): Promise<Run> =>
      run(
        renamed(errorsBefore, order),
        `SELECT * EXCLUDE (truth) FROM (${renamed(errorRows(errorsAfter), order)})`,
        own,
      );
    const [plain, shuffled] = [await both("seen, size"), await both("hash(size, other)")];
    const windows = production(estimatedOf(plain));
    expect(windows.length).toBe(60);
    expect(windows.every(({ reason, measured, low }) => reason === null && measured === null && low !== null)).toBe(
      true,
    );
    expect(shuffled.json).toBe(plain.json);
  }, 60_000);

  it("whose labels are there is not estimated unless asked", async () => {
    const complete = errorRows({ ...errorsAfter, labelled: 60 });
    expect((await run(errorsBefore, complete, regression)).result.estimated).toBeNull();
    const always = { ...regression, params: { estimate: { when: "always" } } };
    expect(production(estimatedOf(await run(errorsBefore, complete, always))).length).toBe(60);
  }, 60_000);
});

interface ClassRows {
  readonly from: string;
  /** The day from which the model is less sure of itself. */
  readonly since?: number;
  /** SQL: from day 30 on, the label is drawn anew. */
  readonly drift?: string;
  readonly labelled?: number;
}

/** 60 days of 300 rows of three classes; scores are surer than the chances behind them. */
const classRows = ({ from, since = 99, drift = "FALSE", labelled = 60 }: ClassRows): string => {
  const raw = ["a", "b", "c"].map(
    (name, place) =>
      `pow(${chance(7 + 4 * place)}, CASE WHEN (i // 300) >= ${since} THEN 1.2e0 ELSE 4e0 END) + 1e-9 AS g_${name}`,
  );
  const score = (name: string): string => `round(g_${name} / (g_a + g_b + g_c), 3) AS s_${name}`;
  return `WITH u AS (
  SELECT i, (i // 300) AS day, TIMESTAMP '${from}' + INTERVAL (i // 300) DAY + INTERVAL (i % 24) HOUR AS seen, ${chance(37)} AS r, ${raw.join(", ")} FROM range(18000) t(i)
), s AS (SELECT *, ${["a", "b", "c"].map(score).join(", ")} FROM u),
q AS (SELECT *, sqrt(s_a) AS q_a, sqrt(s_b) AS q_b, sqrt(s_a) + sqrt(s_b) + sqrt(s_c) AS q FROM s)
SELECT seen, s_a, s_b, s_c, CASE WHEN s_a >= s_b AND s_a >= s_c THEN 'a' WHEN s_b >= s_c THEN 'b' ELSE 'c' END AS called,
  CASE WHEN day >= ${labelled} THEN NULL WHEN day >= 30 AND ${drift} THEN chr(97 + CAST(floor(r * 3) AS INTEGER))
    WHEN r < q_a / q THEN 'a' WHEN r < (q_a + q_b) / q THEN 'b' ELSE 'c' END AS truth FROM q`;
};
const scores = { a: "s_a", b: "s_b", c: "s_c" };
const multiclass: Case = {
  roles: { label: "truth", prediction: "called", time: "seen" },
  model: { task: "multiclass" },
  params: { class_scores: scores },
};
const classesBefore = classRows({ from: "2026-01-01" });
const classesAfter: ClassRows = { from: "2026-03-02", labelled: 50 };

interface FixtureRows {
  readonly scores: readonly (readonly number[])[];
  readonly called: readonly number[];
  readonly labels?: readonly number[];
}
interface FixtureRun {
  readonly reference: FixtureRows;
  readonly production: FixtureRows;
  readonly chunk: number;
}

describe("a model of several classes without labels", () => {
  it.each(["cbpe three classes", "cbpe four classes"])(
    "has NannyML's estimates: %s",
    async (key) => {
      const fixture = readFixture("estimate-classes");
      const { reference, production: now, chunk } = fixture.inputs[key] as FixtureRun;
      const columns = reference.scores.map((_, place) => `s${place}`);
      const table = ({ scores: own, called, labels }: FixtureRows, start: string, perDay: number): string => {
        const rows = called.map((call, row) => {
          const values = own.map((list) => `${list[row] ?? 0}`);
          return `(${[row, call, labels?.[row] ?? "NULL", ...values].join(", ")})`;
        });
        const cast = columns.map((name) => `CAST(${name} AS DOUBLE) AS ${name}`);
        return `SELECT TIMESTAMP '${start}' + INTERVAL (CAST(r AS INTEGER) // ${perDay}) DAY AS seen, called, CAST(truth AS INTEGER) AS truth, ${cast.join(", ")} FROM (VALUES ${rows.join(", ")}) t(r, called, truth, ${columns.join(", ")})`;
      };
      const params = { class_scores: Object.fromEntries(columns.map((name, place) => [String(place), name])) };
      const found = estimatedOf(
        await run(table(reference, "2026-01-01", 125), table(now, "2026-03-02", chunk), { ...multiclass, params }),
      );
      expect(found).toMatchObject({ method: "cbpe-multiclass", reason: null });
      const cases = fixture.cases.filter(({ input }) => (input as { run?: string }).run === key);
      expect(cases.length).toBe(10);
      for (const { input, expected } of cases) {
        const { chunk: place, metric } = input as { chunk: number; metric: EstimableKey };
        const value = production(found)[place]?.values[found.metrics.indexOf(metric)];
        // Six digits are stored; NannyML's area depends on the order of tied scores.
        const allowed = metric === "macro_roc_auc" ? 2e-4 : 1e-6;
        expect(Math.abs(Number(value) - Number(expected)), metric).toBeLessThan(allowed);
      }
    },
    60_000,
  );

  it("is within its band before and after the model is less sure, and measured beside it", async () => {
    const found = await run(classesBefore, classRows({ ...classesAfter, since: 30 }), multiclass);
    const estimated = estimatedOf(found);
    const windows = production(estimated);
    const [early, late] = [windows.slice(0, 30), windows.slice(30, 50)];
    expect(mean(early, ({ values }) => values[0]) - mean(late, ({ values }) => values[0])).toBeGreaterThan(0.03);
    expect(held(early)).toBeGreaterThanOrEqual(26);
    expect(held(late)).toBeGreaterThanOrEqual(17);
    const missing = windows.slice(50);
    expect(missing.map(({ measured, reason }) => [measured, reason])).toEqual(missing.map(() => [null, null]));
    expect([found.result.metrics[7], estimated.metrics[7]]).toEqual(["macro_roc_auc", "macro_roc_auc"]);
    const counted = found.result.time?.windows.filter(({ side }) => side === "production").slice(30, 50) ?? [];
    const area = counted.reduce((sum, { values }) => sum + Number(values[7]), 0) / counted.length;
    expect(area).toBeGreaterThan(0.5);
    expect(Math.abs(mean(late, ({ values }) => values[7]) - area)).toBeLessThan(0.02);
    const own = found.face.metrics.filter(({ convention }) => convention === "casefile/cbpe-multiclass");
    expect(new Set(own.map(({ metric }) => metric)).size).toBe(8);
  }, 60_000);

  it("has none where labels show that the chances are no longer those", async () => {
    const found = await run(classesBefore, classRows({ ...classesAfter, drift: "TRUE" }), multiclass);
    const missing = production(estimatedOf(found)).filter(({ measured }) => measured === null);
    expect(missing.map(({ reason }) => reason)).toEqual(Array.from({ length: 10 }, () => "back_test_failed"));
  }, 60_000);

  it.each([
    ["a class without a score", { class_scores: { a: "s_a", b: "s_b" } }, "class_without_score"],
    ["no scores", { class_scores: {}, estimate: { when: "always" } }, "no_class_scores"],
    ["a score that is no number", { class_scores: { ...scores, c: "called" } }, "unsupported_type"],
    ["a score that is not there", { class_scores: { ...scores, c: `s"_c; --` } }, "missing_in_reference"],
    ["a class of no row", { class_scores: { ...scores, "d'; --": "s_d" } }, "one_class"],
  ])(
    "is refused with its reason: %s",
    async (_, params, reason) => {
      const scored = (select: string): string => `SELECT *, s_a * s_b AS s_d FROM (${select})`;
      const found = await run(scored(classesBefore), scored(classRows(classesAfter)), { ...multiclass, params });
      expect(estimatedOf(found)).toMatchObject({ reason, windows: [] });
      expect(found.result.production.estimates.find(({ metric }) => metric === "accuracy")?.value).toBeGreaterThan(0.4);
    },
    60_000,
  );

  it("needs no label in production and is the same in any order of rows", async () => {
    const both = (order: string): Promise<Run> =>
      run(
        `SELECT * FROM (${classesBefore}) ORDER BY ${order}`,
        `SELECT * EXCLUDE (truth) FROM (${classRows(classesAfter)}) ORDER BY ${order}`,
        multiclass,
      );
    const plain = await both("seen, s_a");
    expect(production(estimatedOf(plain)).every(({ reason, low }) => reason === null && low !== null)).toBe(true);
    expect((await both("hash(s_a, s_b)")).json).toBe(plain.json);
  }, 60_000);

  it("has score columns of its own for each class", () => {
    const twice = performance.config.safeParse({ class_scores: { a: "s", b: "s" } });
    expect(JSON.stringify(twice.error?.issues)).toContain("each class needs a score column of its own");
  });
});
