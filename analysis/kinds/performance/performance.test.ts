import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Model } from "../../document/schema.ts";
import type { CellContext } from "../context.ts";
import type { ResultFace } from "../kind.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { performance } from "./index.ts";
import type { Estimate, PerformanceResult } from "./result.ts";

let source: NativeSource;
beforeEach(async () => {
  source = await nativeSource();
});
afterEach(() => source.close());

const table = (name: string, select: string): Promise<unknown> => source.run(`CREATE TABLE ${name} AS ${select}`);

async function contextFor(model: Partial<Model>, roles: Partial<Model["columns"]>): Promise<CellContext> {
  const context = await contextOver(source, roles);
  return { ...context, model: context.model && { ...context.model, ...model } };
}

async function run(
  context: CellContext,
  params: object = {},
): Promise<{ result: PerformanceResult; face: ResultFace; json: string }> {
  const { tasks, finish } = performance.face.prepare(params, context);
  for (const task of tasks) await task.run(source);
  const stored = finish();
  return {
    result: performance.result.parse(stored),
    face: performance.face.read(stored),
    json: JSON.stringify(stored),
  };
}

const of = (result: PerformanceResult, metric: string, side: "reference" | "production" = "production"): Estimate => {
  const found = result[side]?.estimates.find((estimate) => estimate.metric === metric);
  if (found === undefined) throw new Error(`no ${metric}`);
  return found;
};

/** 60 days of 200 rows; from `broken` on the score of a positive says nothing. */
const scored = (from: string, broken: number, label = "y") => `WITH base AS (
  SELECT i, (i // 200) AS day, TIMESTAMP '${from}' + INTERVAL (i // 200) DAY + INTERVAL (i % 24) HOUR AS seen,
    CASE WHEN hash(i * 3 + 1) % 100 < 30 THEN 1 ELSE 0 END AS y, (hash(i * 7 + 5) % 1000) / 1e3 AS u FROM range(12000) t(i)
) SELECT seen, ${label} AS label, round(CASE WHEN day >= ${broken} THEN u WHEN y = 1 THEN 0.35 + 0.65 * u ELSE 0.65 * u END, 3) AS score FROM base`;

const binary = { task: "binary", positive_class: "1", threshold: 0.5 } as const;
const roles = { label: "label", score: "score", time: "seen" };

describe("a binary model that breaks on day 40 of production", () => {
  beforeEach(async () => {
    await table("reference", scored("2026-01-01", 99));
    await table("production", scored("2026-03-02", 40, "CASE WHEN day >= 55 AND i % 2 = 0 THEN NULL ELSE y END"));
  });

  it("fails since that day, with the confusion counts and ranks of brute force", async () => {
    const { result, face } = await run(await contextFor(binary, roles), { windows: "day" });
    expect(face.verdict.level).toBe("fail");
    expect(result.since).toBe("2026-04-11T00:00:00.000Z");
    expect(face.findings[0]).toMatchObject({ level: "fail", subject: "ROC AUC", since: "2026-04-11T00:00:00.000Z" });
    expect(face.sentence).toMatch(/ROC AUC fell from 0\.\d+ to 0\.\d+ .* since 2026-04-11 \(1[0-9] of 15 windows\)/);
    const [counts] =
      await source.run(`SELECT (count(*) FILTER (WHERE label = 1 AND score >= 0.5))::DOUBLE AS tp, (count(*) FILTER (WHERE label = 0 AND score >= 0.5))::DOUBLE AS fp,
      (count(*) FILTER (WHERE label = 1 AND score < 0.5))::DOUBLE AS fn, (count(*) FILTER (WHERE label = 0 AND score < 0.5))::DOUBLE AS tn FROM production`);
    expect(result.production.confusion).toEqual(counts);
    const [pairs] =
      await source.run(`SELECT avg(CASE WHEN p.score > n.score THEN 1e0 WHEN p.score = n.score THEN 0.5e0 ELSE 0e0 END) AS auc
      FROM production p, production n WHERE p.label = 1 AND n.label = 0`);
    expect(of(result, "roc_auc").value).toBeCloseTo(Number(pairs?.["auc"]), 10);
  });

  it("says that labels are late and does not judge those windows", async () => {
    const { result, face } = await run(await contextFor(binary, roles), { windows: "day" });
    const late = result.time?.windows.filter(({ provisional }) => provisional) ?? [];
    expect(late.map(({ start }) => start.slice(0, 10))).toEqual([
      "2026-04-26",
      "2026-04-27",
      "2026-04-28",
      "2026-04-29",
      "2026-04-30",
    ]);
    expect(late.every(({ level }) => level === "info" || level === "low_n")).toBe(true);
    expect(result.notes.join(" ")).toContain("500 of 12,000 rows of production have no label");
    expect(face.sentence).toContain("Labels are late from 2026-04-26 on (5 windows not judged)");
  });

  it("learns its lines from the reference's windows alone: mean and 2 and 3 standard deviations, ddof 0", async () => {
    const { result } = await run(await contextFor(binary, roles), { windows: "week" });
    const values = (result.time?.windows ?? [])
      .filter(({ side, complete, rows }) => side === "reference" && complete && rows >= 100)
      .map(({ primary }) => primary.value ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(result.lines).toMatchObject({ source: "reference", windows: values.length });
    expect(result.lines?.warn).toBeCloseTo(mean - 2 * deviation, 12);
    expect(result.lines?.fail).toBeCloseTo(mean - 3 * deviation, 12);
  });

  it("agrees between a window's ranks, made in SQL, and a whole side's, made from sorted scores", async () => {
    await source.run("CREATE TABLE whole AS SELECT * REPLACE (TIMESTAMP '2026-03-05' AS seen) FROM production");
    await source.run("DROP TABLE production");
    await source.run("ALTER TABLE whole RENAME TO production");
    const { result } = await run(await contextFor(binary, roles), { windows: "month" });
    const windows = result.time?.windows.filter(({ side }) => side === "production") ?? [];
    expect(windows.length).toBe(1);
    const whole = of(result, "roc_auc");
    expect(windows[0]?.primary.value).toBeCloseTo(whole.value ?? 0, 14);
    expect(windows[0]?.primary.low).toBeCloseTo(whole.low ?? 0, 12);
    result.metrics.forEach((metric, index) =>
      expect(windows[0]?.values[index], metric).toBeCloseTo(of(result, metric).value ?? Number.NaN, 5),
    );
  });

  it("takes lines set by hand, another primary metric, and rows in any order", async () => {
    const context = await contextFor(binary, roles);
    const params = { windows: "none", primary: { binary: "recall" }, lines: { warn: 0.4, fail: 0.3 } };
    const plain = await run(context, params);
    expect(plain.result).toMatchObject({ primary: "recall", level: "pass", time: null, lines: { source: "hand" } });
    await source.run("CREATE TABLE shuffled AS SELECT * FROM production ORDER BY hash(score * 1000 + epoch(seen))");
    await source.run("DROP TABLE production");
    await source.run("ALTER TABLE shuffled RENAME TO production");
    expect((await run(context, params)).json).toBe(plain.json);
    expect((await run(context, { ...params, lines: { warn: 0.95, fail: 0.9 } })).result.level).toBe("fail");
  });
});

describe("odd columns", () => {
  const reference = () => table("reference", scored("2026-01-01", 99));
  it("give reasons and counts, never an exception", async () => {
    await reference();
    await table(
      "production",
      `SELECT seen, CASE WHEN label = 1 THEN 1e0 ELSE 'NaN'::DOUBLE END AS label,
      CASE WHEN score > 0.9 THEN 'Infinity'::DOUBLE WHEN score > 0.8 THEN NULL ELSE score END AS score FROM (${scored("2026-03-02", 99)})`,
    );
    const { result, face } = await run(await contextFor(binary, roles));
    expect(of(result, "roc_auc")).toMatchObject({ value: null, reason: "one_class" });
    expect(of(result, "specificity")).toMatchObject({ value: null, reason: "one_class" });
    expect(result.production.labelled).toBeLessThan(result.production.rows);
    expect(result.production.unusable).toBeGreaterThan(0);
    expect(result.notes.some((note) => note.includes("no usable score"))).toBe(true);
    expect(face.verdict.level).toBe("none");
  });

  it("are named where a role is missing, has another type or lies in one side only", async () => {
    await reference();
    await table("production", "SELECT TIMESTAMP '2026-03-01' AS seen, 'x' AS score FROM range(50)");
    const reasonOf = async (model: Partial<Model>, own: Partial<Model["columns"]>) =>
      (await run(await contextFor(model, own))).result.reason;
    expect(await reasonOf(binary, roles)).toBe("missing_in_production");
    expect(await reasonOf(binary, { score: "score" })).toBe("no_label");
    expect(await reasonOf({}, roles)).toBe("no_task");
    await source.run("ALTER TABLE production ADD COLUMN label INTEGER");
    const { result, face } = await run(await contextFor(binary, roles));
    expect(of(result, "roc_auc")).toMatchObject({ value: null, reason: "no_labels" });
    expect(face.sentence).toContain("no row has a label yet");
    expect(await reasonOf({ ...binary, positive_class: "yes" }, roles)).toBe("no_positive_class");
  });

  it("may have any name and any positive class", async () => {
    const name = `a"b; DROP TABLE x]\n🦊`;
    const quoted = `"${name.replaceAll('"', '""')}"`;
    for (const side of ["reference", "production"])
      await table(
        side,
        `SELECT CASE WHEN i % 2 = 0 THEN 'it''s; --' ELSE 'no' END AS ${quoted}, CASE WHEN i % 3 = 0 THEN 'it''s; --' ELSE 'no' END AS p FROM range(600) t(i)`,
      );
    const { result } = await run(
      await contextFor({ task: "binary", positive_class: "it's; --" }, { label: name, prediction: "p" }),
    );
    expect(result).toMatchObject({ primary: "f1", decision: { by: "prediction" } });
    expect(result.production.confusion).toEqual({ tp: 100, fp: 100, fn: 200, tn: 200 });
    expect(of(result, "roc_auc").reason).toBe("no_score");
  });

  it("of scores that are no probabilities leave ranks and decisions alone", async () => {
    for (const side of ["reference", "production"])
      await table(side, `SELECT seen, label, score * 3 - 1 AS score FROM (${scored("2026-01-01", 99)})`);
    const { result } = await run(await contextFor(binary, roles));
    expect(of(result, "log_loss").reason).toBe("not_probability");
    expect(of(result, "roc_auc").value).toBeGreaterThan(0.7);
    expect(result.changes.find(({ metric }) => metric === "roc_auc")?.difference).toBe(0);
  });
});

describe("a multiclass model", () => {
  const classes = (
    wrong: number,
  ) => `SELECT TIMESTAMP '2026-01-01' + INTERVAL (i % 28) DAY AS seen, ['cat', 'dog', 'owl'][1 + i % 3] AS label,
    CASE WHEN i < 7 THEN 'rare' WHEN hash(i) % 10 < ${wrong} THEN 'cat' ELSE ['cat', 'dog', 'owl'][1 + i % 3] END AS prediction FROM range(6000) t(i)`;
  const multiclass = { task: "multiclass" } as const;
  const own = { label: "label", prediction: "prediction", time: "seen" };

  it("has accuracy, averages and named classes, and compares them by Newcombe and bootstrap", async () => {
    await table("reference", classes(1));
    await table("production", classes(4));
    const { result, face } = await run(await contextFor(multiclass, own), { windows: "day" });
    const [hits] = await source.run("SELECT (count(*) FILTER (WHERE label = prediction))::DOUBLE AS n FROM production");
    expect(of(result, "accuracy")).toMatchObject({ numerator: hits?.["n"], denominator: 6000, method: "Wilson" });
    expect(result.changes.map(({ metric, method }) => [metric, method])).toContainEqual(["accuracy", "Newcombe"]);
    expect(of(result, "macro_f1")).toMatchObject({ method: "bootstrap" });
    expect(result.classes.map(({ name }) => name)).toEqual(["cat", "dog", "owl"]);
    expect(JSON.stringify(result)).not.toContain("rare");
    expect(face.verdict.level).toBe("fail");
  });

  it("keeps accuracy where there are too many classes", async () => {
    for (const side of ["reference", "production"])
      await table(
        side,
        "SELECT i % 200 AS label, CASE WHEN i % 4 = 0 THEN 0 ELSE i % 200 END AS prediction FROM range(4000) t(i)",
      );
    const { result } = await run(await contextFor(multiclass, { label: "label", prediction: "prediction" }));
    expect(of(result, "accuracy").value).toBeCloseTo(0.755, 12);
    expect(of(result, "macro_f1")).toMatchObject({ value: null, reason: "too_many_values" });
  });
});

describe("a regression model", () => {
  it("has its errors with intervals, and warns or fails when they grow", async () => {
    const rows = (
      from: string,
      more: number,
    ) => `SELECT TIMESTAMP '${from}' + INTERVAL (i % 30) DAY AS seen, 10e0 + i % 7 AS label,
      10e0 + i % 7 + ((hash(i) % 1000) / 1e3 - 0.5) * ${more} AS prediction FROM range(9000) t(i)`;
    await table("reference", rows("2026-01-01", 2));
    await table("production", rows("2026-02-01", 4));
    const context = await contextFor(
      { task: "regression" },
      { label: "label", prediction: "prediction", time: "seen" },
    );
    const { result, face } = await run(context, { windows: "day" });
    const [brute] =
      await source.run(`SELECT avg(abs(prediction - label)) AS mae, sqrt(avg((prediction - label) ** 2)) AS rmse,
      avg(abs(prediction - label) / label) AS mape, avg(prediction - label) AS bias, 1 - sum((prediction - label) ** 2) / (count(*) * var_pop(label)) AS r2 FROM production`);
    for (const metric of ["mae", "rmse", "mape", "bias", "r2"])
      expect(of(result, metric).value, metric).toBeCloseTo(Number(brute?.[metric]), 10);
    expect(of(result, "mae").method).toBe("normal");
    expect(face.verdict.level).toBe("fail");
    expect(face.sentence).toMatch(/Mean absolute error rose/);
  });
});
