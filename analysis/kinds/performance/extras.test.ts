import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import type { Compared } from "./candidate/result.ts";
import { performanceConfig } from "./config.ts";
import { apart } from "./figures/marks.ts";
import type { PerformanceResult } from "./result.ts";
import { runPerformance } from "./testing/run-performance.ts";

let source: NativeSource;
beforeEach(async () => {
  source = await nativeSource();
});
afterEach(() => source.close());

const table = (name: string, select: string): Promise<unknown> => source.run(`CREATE TABLE ${name} AS ${select}`);
const binary = { task: "binary", positive_class: "1", threshold: 0.5 } as const;
async function run(params: object, model: object = binary, roles: object = { label: "y", score: "s", time: "seen" }) {
  const context = await contextOver(source, roles);
  return runPerformance(source, { ...context, model: context.model && { ...context.model, ...model } }, params);
}

const rows = (seed: number) => `SELECT TIMESTAMP '2026-01-01' + INTERVAL (i * 7) MINUTE AS seen,
  CASE WHEN hash(i * 3 + ${seed}) % 100 < 30 THEN 1 ELSE 0 END AS y, (hash(i * 5 + ${seed}) % 1000) / 1e3 * 0.5 + CASE WHEN hash(i * 3 + ${seed}) % 100 < 30 THEN 0.4 ELSE 0 END AS s,
  CASE WHEN i % 10 = 0 THEN NULL ELSE (hash(i * 13 + ${seed}) % 1000) / 1e3 * 0.6 + CASE WHEN hash(i * 3 + ${seed}) % 100 < 30 THEN 0.2 ELSE 0 END END AS "new; ""s",
  CASE WHEN i % 101 = 0 THEN NULL WHEN i % 97 = 0 THEN 'Infinity'::DOUBLE ELSE (hash(i) % 500)::DOUBLE END AS ms, i % 40 = 0 AS failed FROM range(4000) t(i)`;

const numbersOf = (row: Record<string, unknown> | undefined) => (name: string) => Number(row?.[name]);

function comparedOf({ candidate }: PerformanceResult, metric: string): Compared {
  const found = candidate?.metrics.find((one) => one.metric === metric);
  if (found === undefined) throw new Error(`no ${metric}`);
  return found;
}

describe("a candidate beside the current model", () => {
  beforeEach(async () => {
    await table("reference", rows(1));
    await table("production", rows(2));
  });
  const candidate = { name: `it's "new"`, score: `new; "s` };

  it("is compared on the rows that both scored, with the numbers of brute force", async () => {
    const { result, face } = await run({ candidate, windows: "none" });
    const of = (metric: string) => comparedOf(result, metric);
    const [bruteRow] =
      await source.run(`SELECT count(*)::DOUBLE AS n, avg(CASE WHEN (s >= 0.5) = (y = 1) THEN 1e0 ELSE 0e0 END) AS current,
      avg(CASE WHEN ("new; ""s" >= 0.5) = (y = 1) THEN 1e0 ELSE 0e0 END) AS candidate, avg((y - s) ** 2) AS brier, avg((y - "new; ""s") ** 2) AS other FROM production WHERE "new; ""s" IS NOT NULL`);
    const brute = numbersOf(bruteRow);
    expect(of("accuracy").rows).toBe(brute("n"));
    expect(of("accuracy").current).toBeCloseTo(brute("current"), 12);
    expect(of("accuracy").candidate).toBeCloseTo(brute("candidate"), 12);
    expect(of("brier").current).toBeCloseTo(brute("brier"), 10);
    expect(of("brier").candidate).toBeCloseTo(brute("other"), 10);
    const areas =
      await source.run(`SELECT avg(CASE WHEN p.s > n.s THEN 1e0 WHEN p.s = n.s THEN 0.5e0 ELSE 0e0 END) AS one,
      avg(CASE WHEN p."new; ""s" > n."new; ""s" THEN 1e0 WHEN p."new; ""s" = n."new; ""s" THEN 0.5e0 ELSE 0e0 END) AS two
      FROM production p, production n WHERE p.y = 1 AND n.y = 0 AND p."new; ""s" IS NOT NULL AND n."new; ""s" IS NOT NULL`);
    const area = numbersOf(areas[0]);
    expect(of("roc_auc").current).toBeCloseTo(area("one"), 12);
    expect(of("roc_auc").candidate).toBeCloseTo(area("two"), 12);
    const compared = result.candidate?.metrics ?? [];
    for (const one of compared) {
      expect(one.low, one.metric).toBeLessThan(Number(one.difference));
      expect(one.high, one.metric).toBeGreaterThan(Number(one.difference));
    }
    expect(result.candidate).toMatchObject({ judged: "roc_auc", level: "fail" });
    expect(face.verdict.level).toBe("fail");
    expect(face.findings).toContainEqual(expect.objectContaining({ level: "fail", subject: `it's "new"` }));
  });

  it("passes inside its margin, and is not worse than itself", async () => {
    const { result } = await run({ candidate: { score: "s" }, windows: "none" });
    expect(result.candidate?.level).toBe("pass");
    for (const { difference, metric } of result.candidate?.metrics ?? []) expect(difference, metric).toBe(0);
    expect((await run({ candidate: { ...candidate, margin: 0.9 }, windows: "none" })).result.candidate?.level).toBe(
      "pass",
    );
  });

  it("has its reason where a column is missing or of another type, and never breaks the cell", async () => {
    const reasonOf = async (own: object) => (await run({ candidate: own, windows: "none" })).result.candidate?.reason;
    expect(await reasonOf({ score: "nowhere" })).toBe("missing_in_production");
    expect(await reasonOf({ score: "seen" })).toBe("unsupported_type");
    expect(await reasonOf({})).toBe("no_score");
  });

  it("is a regression's or a classifier's as well", async () => {
    await source.run("ALTER TABLE production ADD COLUMN worse DOUBLE");
    await source.run("UPDATE production SET worse = y + (s - y) * 3");
    const roles = { label: "y", prediction: "s", time: "seen" };
    const regression = await run(
      { candidate: { prediction: "worse" }, windows: "none" },
      { task: "regression" },
      roles,
    );
    const of = (metric: string) => regression.result.candidate?.metrics.find((one) => one.metric === metric);
    for (const metric of ["mae", "rmse"])
      expect(of(metric)?.candidate).toBeCloseTo(3 * Number(of(metric)?.current), 10);
    expect(regression.result.candidate).toMatchObject({ judged: "mae", level: "fail" });
    await source.run("ALTER TABLE production ADD COLUMN a INTEGER");
    await source.run("ALTER TABLE reference ADD COLUMN a INTEGER");
    await source.run("UPDATE production SET a = 1");
    const classes = await run(
      { candidate: { prediction: "a" }, windows: "none" },
      { task: "multiclass" },
      { label: "y", prediction: "y" },
    );
    expect(classes.result.candidate?.metrics[0]).toMatchObject({
      metric: "accuracy",
      current: 1,
      method: "Newcombe, paired",
    });
  });
});

it("the engine's placements are the paired DeLong of the oracle", async () => {
  const oracle = JSON.parse(readFileSync(new URL("../../stats/fixtures/estimate.json", import.meta.url), "utf8")) as {
    two_scores: {
      name: string;
      labels: number[];
      scores: number[];
      others: number[];
      first: { value: number };
      second: { value: number };
      error: { value: number };
    }[];
  };
  await table("reference", rows(1));
  for (const { name, labels, scores, others, first, second, error } of oracle.two_scores) {
    await source.run(
      `CREATE OR REPLACE TABLE production AS SELECT * FROM (VALUES ${labels.map((y, i) => `(${y}, ${scores[i]?.toExponential()}, ${others[i]?.toExponential()})`).join(", ")}) t(y, s, o)`,
    );
    const { result } = await run({ candidate: { score: "o" }, windows: "none" });
    const auc = result.candidate?.metrics.find(({ metric }) => metric === "roc_auc");
    expect(auc?.current, name).toBeCloseTo(first.value, 12);
    expect(auc?.candidate, name).toBeCloseTo(second.value, 12);
    expect((Number(auc?.high) - Number(auc?.low)) / 2 / 1.959963984540054, name).toBeCloseTo(error.value, 9);
  }
});

const confusionOf = ({ production }: PerformanceResult) => production.confusion ?? { tp: 0, fp: 0, fn: 0, tn: 0 };

describe("costs of decisions", () => {
  it("are those of the confusion table, and the cheapest threshold is cheapest on the reference", async () => {
    await table("reference", rows(1));
    await table("production", rows(2));
    const costs = { tp: -1, fp: 2, fn: 7, tn: 0 };
    const { result, face } = await run({ costs, windows: "day" });
    const { tp, fp, fn, tn } = confusionOf(result);
    const own = result.costs?.sides.find(({ side }) => side === "production");
    expect(own?.total).toBe(-tp + 2 * fp + 7 * fn);
    expect(own?.value).toBeCloseTo((-tp + 2 * fp + 7 * fn) / (tp + fp + fn + tn), 12);
    const windows = (result.costs?.windows ?? []).filter(({ side }) => side === "production");
    expect(windows.length).toBeGreaterThan(15);
    expect(windows.reduce((sum, { total }) => sum + Number(total), 0)).toBe(own?.total);
    const [least] = await source.run(
      `SELECT min(c) AS cost FROM (SELECT t.s, (SELECT avg(CASE WHEN r.s >= t.s THEN CASE WHEN y = 1 THEN -1e0 ELSE 2e0 END ELSE CASE WHEN y = 1 THEN 7e0 ELSE 0e0 END END) FROM reference r) AS c FROM (SELECT DISTINCT s FROM reference) t)`,
    );
    expect(result.costs?.least?.reference?.value).toBeCloseTo(Number(least?.["cost"]), 10);
    expect(face.tables.map(({ id }) => id)).toContain("costs");
    expect(face.metrics.some(({ metric }) => metric === "performance.cost")).toBe(true);
  });
});

describe("latency, errors and throughput", () => {
  it("moves labels apart that would cover each other, and no further", () => {
    expect(apart([5, 50, 51], { gap: 10, most: 100 })).toEqual([5, 50, 60]);
    expect(apart([98, 99, 5], { gap: 10, most: 100 })).toEqual([90, 100, 5]);
    expect(apart([20, 40], { gap: 10, most: 100 })).toEqual([20, 40]);
  });

  it("are exact quantiles, a share and rows an hour by window", async () => {
    await table("reference", rows(1));
    await table("production", rows(2));
    const { result, face } = await run({ operational: { latency: "ms", error: "failed" }, windows: "day" });
    const own = result.operational?.sides.find(({ side }) => side === "production");
    const [brute] =
      await source.run(`SELECT quantile_cont(ms, 0.5) AS p50, quantile_cont(ms, 0.95) AS p95, quantile_cont(ms, 0.99) AS p99, count(*)::DOUBLE AS n,
      avg(CASE WHEN failed THEN 1e0 ELSE 0e0 END) AS rate FROM production WHERE ms IS NULL OR isfinite(ms)`);
    for (const name of ["p50", "p95", "p99"] as const) expect(own?.[name], name).toBe(brute?.[name]);
    expect(own?.error_rate).toBeCloseTo(100 / 4000, 12);
    const [day] = result.operational?.windows ?? [];
    expect(day?.per_hour).toBeCloseTo(Math.ceil(1440 / 7) / 24, 10);
    expect(face.figures.map(({ id }) => id)).toEqual(expect.arrayContaining(["latency", "errors", "throughput"]));
  });

  it("say why a column gives nothing", async () => {
    await table("reference", "SELECT 1 AS y, 0.5e0 AS s FROM range(50)");
    await table("production", "SELECT 1 AS y, 0.5e0 AS s, 'x' AS ms FROM range(50)");
    const { result } = await run({ operational: { latency: "ms", error: "nowhere" } });
    expect(result.operational?.sides[1]).toMatchObject({
      latency_reason: "unsupported_type",
      error_reason: "missing_in_production",
      per_hour: null,
    });
  });
});

describe("windows of rows", () => {
  beforeEach(async () => {
    await table("reference", rows(1));
    await table("production", rows(2));
  });
  const windowsOf = async (windows: object) => {
    const { result } = await run({ windows, min_rows: 50 });
    return (result.time?.windows ?? []).filter(({ side }) => side === "production");
  };

  it("have about so many rows, follow each other without a gap, and hold every row once", async () => {
    const found = await windowsOf({ by: "rows", size: 450 });
    expect(found.map(({ rows: n }) => n)).toEqual([450, 450, 450, 450, 450, 450, 450, 450, 400]);
    found.slice(1).forEach(({ start }, index) => expect(start).toBe(found[index]?.end));
    expect((await windowsOf({ by: "count", windows: 10 })).map(({ rows: n }) => n)).toEqual(
      Array.from({ length: 10 }, () => 400),
    );
  });

  it("keep rows of one minute together, are at most 120, and need no order of the rows", async () => {
    await source.run(
      "CREATE OR REPLACE TABLE production AS SELECT * REPLACE (TIMESTAMP '2026-01-01' + INTERVAL (epoch(seen)::BIGINT // 420 % 7) HOUR AS seen) FROM production",
    );
    const found = await windowsOf({ by: "rows", size: 10 });
    expect(found.length).toBe(7);
    expect(found.reduce((sum, { rows: n }) => sum + n, 0)).toBe(4000);
    await source.run("CREATE OR REPLACE TABLE production AS SELECT * FROM production ORDER BY hash(s, ms)");
    expect(await windowsOf({ by: "rows", size: 10 })).toEqual(found);
    await source.run(`CREATE OR REPLACE TABLE production AS ${rows(2)}`);
    expect((await windowsOf({ by: "rows", size: 10 })).length).toBeLessThanOrEqual(120);
  });

  it("are judged against lines learnt from the reference's own windows of rows", async () => {
    const { result } = await run({ windows: { by: "count", windows: 12 }, min_rows: 50 });
    expect(result.time?.unit).toBe("rows");
    expect(result.lines).toMatchObject({ source: "reference", windows: 12 });
    expect(["pass", "warn"]).toContain(result.level);
  });
});

it("settings that say half of something are refused, and empty ones are complete", () => {
  expect(performanceConfig.safeParse({ costs: { tp: 1 } }).success).toBe(false);
  expect(performanceConfig.safeParse({ windows: { by: "rows", size: 3 } }).success).toBe(false);
  expect(performanceConfig.parse({ candidate: {} }).candidate).toMatchObject({
    name: "candidate",
    score: null,
    margin: 0.01,
  });
  expect(performanceConfig.parse({})).toMatchObject({
    candidate: null,
    costs: null,
    operational: null,
    estimate: { when: "auto" },
  });
});
