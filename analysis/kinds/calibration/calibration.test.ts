import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { metricById } from "../metric-registry.ts";
import { calibration } from "./index.ts";
import { beginsAt } from "./since.ts";
import { outcomeOf } from "./outcome.ts";
import { plantedRoles, plantedRows } from "./testing/planted.ts";
import { runCalibration } from "./testing/run-calibration.ts";

let native: NativeSource;
beforeEach(async () => {
  native = await nativeSource();
});
afterEach(() => native.close());

async function tables(reference: string | null, production: string | null): Promise<void> {
  if (reference !== null) await native.run(`CREATE OR REPLACE TABLE reference AS ${reference}`);
  if (production !== null) await native.run(`CREATE OR REPLACE TABLE production AS ${production}`);
}
async function contextWith(
  roles: object,
  model: Partial<NonNullable<CellContext["model"]>> = {},
): Promise<CellContext> {
  const context = await contextOver(native, roles);
  return { ...context, model: context.model && { ...context.model, ...model } };
}
const planted = async (rows = 20_000): Promise<CellContext> => {
  await tables(plantedRows("reference", rows), plantedRows("production", rows));
  return contextWith(plantedRoles, { positive_class: "yes", threshold: 0.3 });
};
const simple = (more = "") =>
  `SELECT (i % 10) / 10e0 + 0.05e0 AS score, (i // 10 * 7 % 100) < (i % 10) * 10 + 5 AS label${more} FROM range(2000) t(i)`;
const roles = { score: "score", label: "label" };

describe("a group that is scored too high from one day on", () => {
  it("is found with its day, and the others pass", async () => {
    const { result, face } = await runCalibration(native, await planted(), { params: { windows: "day" } });
    const [group] = result.groups;
    expect(group?.values.map(({ value, level }) => [value, level])).toEqual([
      ["b", "fail"],
      ["o'c", "pass"],
      ["a", "pass"],
    ]);
    expect(group?.values[0]?.since).toBe("2026-04-15T00:00:00.000Z");
    expect(face.verdict.level).toBe("fail");
    expect(face.findings[0]?.subject).toBe(`gr"oup; 🦊 = b`);
    expect(face.sentence).toContain("Scores run high");
  });
  it("has the numbers that counting by hand gives", async () => {
    const { result } = await runCalibration(native, await planted());
    const [counted = {}] = await native.run(
      `SELECT count(*)::DOUBLE AS n, avg("score'; --") AS mean, avg(CASE WHEN label = 'yes' THEN 1e0 ELSE 0e0 END) AS rate,
       avg(("score'; --" - CASE WHEN label = 'yes' THEN 1 ELSE 0 END) ** 2) AS brier,
       (count(*) FILTER (WHERE "score'; --" >= 0.3e0))::DOUBLE AS crossing FROM production`,
    );
    const side = result.sides.production ?? { rows: null, outcome: null, scores: [], crossing: null };
    expect(side.rows?.used).toBe(counted["n"]);
    expect(side.outcome?.mean).toBeCloseTo(Number(counted["mean"]), 12);
    expect(side.outcome?.rate).toBeCloseTo(Number(counted["rate"]), 12);
    expect(side.scores.find(({ metric }) => metric === "calibration.brier")?.value).toBeCloseTo(
      Number(counted["brier"]),
      12,
    );
    expect(side.crossing).toBe(counted["crossing"]);
    const windows = result.time?.windows.production ?? [];
    expect(windows.reduce((sum, { rows }) => sum + rows, 0)).toBe(side.rows?.used);
  });
  it("gives the same bytes from rows in another order", async () => {
    const context = await planted(5000);
    const { json } = await runCalibration(native, context);
    await tables(`SELECT * FROM (${plantedRows("reference", 5000)}) ORDER BY id DESC`, null);
    expect((await runCalibration(native, context)).json).toBe(json);
  });
});

describe("verdicts", () => {
  it("scores that mean what they say pass against the reference and alone", async () => {
    await tables(simple(), simple());
    expect((await runCalibration(native, await contextWith(roles))).face.verdict.level).toBe("pass");
    await native.run("DROP TABLE reference");
    const alone = await runCalibration(native, await contextWith(roles));
    expect(alone.face.verdict.level).toBe("pass");
    expect(alone.result.effect?.against).toBe("zero");
  });
  it("scores that moved by 2 to 5 points warn, by more fail, and a reference alone is not judged", async () => {
    const moved = (by: string) => `SELECT score * ${by} AS score, label FROM (${simple()}) t`;
    await tables(simple(), moved("0.92e0"));
    expect((await runCalibration(native, await contextWith(roles))).result.level).toBe("warn");
    await tables(null, moved("0.6e0"));
    const { result, face } = await runCalibration(native, await contextWith(roles));
    expect(result.level).toBe("fail");
    expect(face.sentence).toMatch(
      /^Scores run low: where the model says \d+\.\d %, \d+\.\d % happen\. ECE 0\.\d+ \(reference/,
    );
    await native.run("DROP TABLE production");
    expect((await runCalibration(native, await contextWith(roles))).face.verdict.level).toBe("info");
  });
  it("too few rows are not judged", async () => {
    await tables(simple(), `${simple()} LIMIT 60`);
    const { face } = await runCalibration(native, await contextWith(roles));
    expect(face.verdict.level).toBe("low_n");
    expect(face.sentence).toContain("too few labelled rows");
  });
});

describe("what cannot be measured says why, and breaks nothing", () => {
  it.each([
    ["a multiclass task without a prediction", simple(), { task: "multiclass" as const }, "no_prediction"],
    ["a regression", simple(), { task: "regression" as const }, "not_binary"],
    ["three labels", "SELECT i / 3000e0 AS score, i % 3 AS label FROM range(3000) t(i)", {}, "not_binary"],
    [
      "text labels without a positive class",
      "SELECT i / 3000e0 AS score, 'no' AS label FROM range(3000) t(i)",
      {},
      "no_positive_class",
    ],
    [
      "a positive class that does not occur",
      "SELECT i / 3000e0 AS score, i % 2 AS label FROM range(3000) t(i)",
      { positive_class: "2" },
      "no_positive_class",
    ],
    ["scores beyond 1", "SELECT i::DOUBLE AS score, i % 2 AS label FROM range(3000) t(i)", {}, "not_probability"],
    ["a score in text", "SELECT '0.5' AS score, 1 AS label FROM range(300) t(i)", {}, "unsupported_type"],
    ["no labels yet", "SELECT 0.5e0 AS score, NULL::INTEGER AS label FROM range(300) t(i)", {}, "no_label"],
    ["no rows", "SELECT 0.5e0 AS score, 1 AS label FROM range(0) t(i)", {}, "too_few_rows"],
    ["no score column", "SELECT 1 AS label FROM range(300) t(i)", {}, "no_score"],
  ])("%s", async (_, sql, model, reason) => {
    await tables(sql, sql);
    const { result, face } = await runCalibration(native, await contextWith(roles, model));
    expect(result.sides.production?.reason).toBe(reason);
    expect(["none", "low_n"]).toContain(face.verdict.level);
    expect(face.sentence.length).toBeGreaterThan(20);
  });
  it("rows without label or score are counted and said; one class and one score have reasons", async () => {
    const sql = `SELECT CASE WHEN i % 10 = 0 THEN NULL WHEN i % 10 = 1 THEN 'NaN'::DOUBLE WHEN i = 22 THEN 1.5e0 ELSE 0.5e0 END AS score,
      CASE WHEN i % 4 = 0 THEN NULL ELSE 1 END AS label FROM range(2000) t(i)`;
    await tables(sql, sql);
    const { result, face } = await runCalibration(native, await contextWith(roles));
    expect(result.sides.production?.rows).toEqual({
      all: 2000,
      no_label: 500,
      no_score: 300,
      infinite: 0,
      outside: 1,
      used: 1199,
    });
    expect(face.sentence).toContain(
      "left out: 500 without a label, 300 without a score, 1 with a score outside 0 to 1",
    );
    const slope = face.metrics.find(({ metric }) => metric === "calibration.slope");
    expect(slope).toMatchObject({ value: null, reason: "one_class" });
  });
  it("a group column that is missing or a number with decimals has its reason; rare values are not named", async () => {
    const more = `, i / 7e0 AS decimals, CASE WHEN i < 7 THEN 'secret' ELSE 'all' END AS grp`;
    await tables(simple(more), simple(more));
    const params = { by: ["decimals", "absent", "grp"] };
    const { result, json } = await runCalibration(native, await contextWith(roles), { params });
    expect(result.groups.map(({ reason }) => reason)).toEqual(["unsupported_type", "missing_in_production", null]);
    expect(result.groups[2]?.values.map(({ value }) => value)).toEqual(["all"]);
    expect(result.groups[2]?.unnamed).toBe(1);
    expect(json).not.toContain("secret");
  });
  it("needs a dataset", async () => {
    await tables(null, null);
    const context = await contextWith(roles);
    expect(() => calibration.plan(calibration.config.parse({}), context)).toThrow(/needs a reference or a production/);
  });
});

it("emits every score as a metric under a convention that is defined", async () => {
  const { face, result } = await runCalibration(native, await planted(5000));
  for (const { metric, convention, unit } of face.metrics) {
    const definition = metricById(metric);
    expect(definition?.unit).toBe(unit);
    expect(definition?.conventions.map(({ id }) => id)).toContain(convention);
  }
  expect(face.metrics.filter(({ slice }) => slice?.startsWith("score "))).toHaveLength(20);
  expect(result.repairs.map(({ map }) => map)).toEqual(["isotonic", "platt"]);
  for (const { ece_before, ece_after } of result.repairs)
    expect(Number(ece_after)).toBeLessThanOrEqual(Number(ece_before));
});

it("a change begins with the first lasting pair of windows, else the first pair, and never in one window alone", () => {
  const window = (gap: number) => outcomeOf({ n: 1000, yes: 100, scores: 100 + 1000 * gap });
  const start = (gaps: readonly number[]) => beginsAt(gaps.map(window), null, 1, { warn: 0.02, fewest: 100 });
  expect(start([0, 0.1, 0, 0, 0.1, 0.1, 0.1])).toBe(4);
  expect(start([0, 0.1, 0.1, 0, 0, 0, 0])).toBe(1);
  expect(start([0, 0.1, 0, 0, -0.1, -0.1])).toBe(-1);
});
