import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StatsSource } from "../../base/stats-source.ts";
import { Bench, specOf } from "../../engine/testing/fixtures.ts";
import type { EngineSession } from "../../run/engine-port.ts";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { performance } from "./index.ts";

const bench = new Bench();
let native: NativeSource;
let session: EngineSession;
let context: CellContext;

const rows = (side: string, from: string) => `SELECT TIMESTAMP '${from}' + INTERVAL (i % 40) DAY AS at,
  CASE WHEN i % 97 = 0 THEN NULL WHEN hash(i * 3) % 10 < 3 THEN 1 ELSE 0 END AS label,
  CASE WHEN i % 89 = 0 THEN 'NaN'::DOUBLE WHEN i % 83 = 0 THEN NULL ELSE (hash(i * 7 + ${side === "reference" ? 1 : 2}) % 5000) / 5e3 END AS score,
  (hash(i * 17) % 1000) / 1e3 AS other, CASE hash(i * 11) % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'b' ELSE 'c' END AS kind,
  CASE hash(i * 13) % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'b' ELSE 'c' END AS called,
  ${["a", "b", "c"].map((name, place) => `CASE WHEN i % 79 = 0 THEN NULL ELSE ((hash(i * 11) % 3 = ${place})::INTEGER * 300 + hash(i * ${19 + place}) % 700) / 1e3 END AS s_${name}`).join(", ")},
  (hash(i * 41) % 1000) / 1e2 AS guess,
  CASE WHEN i % 101 = 0 THEN NULL ELSE (hash(i * 41) % 1000) / 1e2 + (hash(i * 17) % 1000) / 1e3 * ((hash(i * 43) % 1000) / 5e2 - 1) END AS amount FROM range(30000) t(i)`;

beforeAll(async () => {
  native = await nativeSource();
  const sides = { reference: "2026-01-01", production: "2026-03-01" } as const;
  const engine = await bench.engine({ workers: 2 });
  const specs = [];
  for (const side of ["reference", "production"] as const) {
    const select = rows(side, sides[side]);
    await native.run(`CREATE TABLE ${side} AS ${select}`);
    specs.push(await specOf(engine, side, [await bench.native(`${side}.parquet`, select)]));
  }
  session = await engine.open(specs);
  context = await contextOver(native, { label: "label", score: "score", prediction: "called", time: "at" });
});
afterAll(async () => {
  await session.close();
  native.close();
  await bench.close();
});

async function run(source: StatsSource, own: CellContext, params: object = {}) {
  const { tasks, finish } = performance.face.prepare({ windows: "day", ...params }, own);
  await Promise.all(tasks.map((task) => task.run(source)));
  return performance.result.parse(finish());
}

/** Twelve digits: logarithms differ in their last one between builds of the engine. */
const digits = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === "number" ? Number(part.toPrecision(12)) : part,
  );

const modelled = (task: "binary" | "multiclass" | "regression", columns: object): CellContext => ({
  ...context,
  model: context.model && {
    ...context.model,
    ...{ task, positive_class: "1", threshold: 0.5, columns: { ...context.model.columns, ...columns } },
  },
});

describe("a performance cell on the product's engine", () => {
  it.each([
    ["binary", {}],
    ["multiclass", { label: "kind" }],
    ["regression", { label: "label", prediction: "score" }],
  ] as const)("gives the numbers that native DuckDB gives: %s", async (task, columns) => {
    const own = modelled(task, columns);
    const [product, other] = [await run(session, own), await run(native, own)];
    expect(product.reason).toBeNull();
    expect(product.time?.windows.length).toBe(80);
    const absent = product.production.estimates.flatMap(({ value, reason }) => (value === null ? [reason] : []));
    expect(absent.filter((reason) => reason !== "zero_label" && reason !== "no_class_scores")).toEqual([]);
    expect(digits(product)).toEqual(digits(other));
  });
  it.each([
    ["by day", "day"],
    ["in windows of rows", { by: "rows", size: 900 }],
  ])("estimates, compares, prices and times as native DuckDB does: %s", async (_, windows) => {
    const own = modelled("binary", { features: ["kind", "called"] });
    const params = {
      ...{ windows, estimate: { when: "always" }, costs: { tp: 0, fp: 1, fn: 5, tn: 0 } },
      ...{ candidate: { score: "other" }, operational: { latency: "score", error: "label" } },
    };
    const [product, other] = [await run(session, own, params), await run(native, own, params)];
    expect(product.estimated?.windows.length ?? 0).toBeGreaterThan(20);
    expect(product.candidate?.metrics.length).toBe(10);
    expect(product.costs?.least?.production?.rows).toBeGreaterThan(1000);
    expect(product.operational?.windows.length).toBe(product.time?.windows.length);
    expect(digits(product)).toEqual(digits(other));
  });
  it.each([
    [
      "of several classes",
      ["multiclass", { label: "kind", prediction: "called" }],
      { class_scores: { a: "s_a", b: "s_b", c: "s_c" } },
    ],
    ["of a regression", ["regression", { label: "amount", prediction: "guess", features: ["other", "called"] }], {}],
  ] as const)("estimates without labels as native DuckDB does: %s", async (_, [task, columns], params) => {
    const own = modelled(task, columns);
    const asked = { ...params, estimate: { when: "always" } };
    const [product, other] = [await run(session, own, asked), await run(native, own, asked)];
    expect(product.estimated).toMatchObject({ reason: null });
    expect(product.estimated?.windows.filter(({ reason }) => reason === null).length).toBe(56);
    expect(digits(product)).toEqual(digits(other));
    expect(JSON.stringify(await run(session, own, asked))).toBe(JSON.stringify(product));
  });
  it("gives the same bytes twice", async () => {
    const own = modelled("binary", {});
    expect(JSON.stringify(await run(session, own))).toBe(JSON.stringify(await run(session, own)));
  });
});
