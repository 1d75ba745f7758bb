import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../engine/engine-api.ts";
import { Bench, specOf } from "../../engine/testing/fixtures.ts";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { plantedRoles, plantedRows } from "./testing/planted.ts";
import { runAttribution } from "./testing/run-attribution.ts";

const bench = new Bench();
let engines: Engine[];
let native: NativeSource;
beforeAll(async () => {
  engines = [await bench.engine({ workers: 1 }), await bench.engine({ workers: 2 })];
  native = await nativeSource();
});
afterAll(async () => {
  native.close();
  await bench.close();
});

async function contextWith(params: { readonly roles?: object }): Promise<CellContext> {
  const bare = await contextOver(native, { ...plantedRoles, ...params.roles });
  const timeRange = { column: "seen", min: "2026-04-01T00:00:00.000Z", max: "2026-04-28T00:00:00.000Z" };
  const production = bare.production && { ...bare.production, pinnedRows: 20_000, timeRange };
  return {
    ...{ ...bare, production },
    model: bare.model && { ...bare.model, task: "binary", positive_class: "yes", threshold: 0.3 },
  };
}

/** Every sort of bad column, a category of a million characters included. */
const ugly = (side: number) => `SELECT 'r' || (i % 700) AS id, TIMESTAMP '2026-04-01' + INTERVAL (i % 28) DAY AS seen,
  CASE WHEN i % 97 = 0 THEN NULL WHEN i % 89 = 0 THEN 'NaN'::DOUBLE WHEN i = 500 THEN 'Infinity'::DOUBLE ELSE (i % 11) / 10e0 END AS score,
  CASE WHEN i % 7 = 0 THEN NULL WHEN (i * 31) % 100 < 20 + ${side} * 9 THEN 'yes' ELSE 'no' END AS "label", 'g' || (i % (20 + 9 * ${side})) AS "gr""oup; 🦊",
  CASE WHEN i % 3 = 0 THEN 'Infinity'::DOUBLE WHEN i % 3 = 1 THEN 'NaN'::DOUBLE ELSE i * 1e300 * (1 + ${side}) END AS "am'ount; --",
  CASE WHEN i % 50 = 0 THEN repeat('x', 3000 + i % 5) ELSE 'v' || (i * ${side + 1}) END AS city, NULL::DOUBLE AS steady FROM range(6000) t(i)`;

it.each([
  {
    name: "planted",
    rows: [plantedRows("reference", 6000), plantedRows("production", 6000)],
    params: {},
    level: "warn",
  },
  {
    ...{ name: "ugly", rows: [ugly(0), ugly(1)], level: "pass" },
    params: { by: ["city", "am'ount; --", `gr"oup; 🦊`] },
  },
  {
    ...{ name: "ranked", rows: [plantedRows("reference", 6000), plantedRows("production", 6000)], level: "warn" },
    params: { metric: "roc_auc", by: ["city", "am'ount; --", `gr"oup; 🦊`] },
  },
  {
    ...{ name: "ranked, ugly", rows: [ugly(0), ugly(1)], level: "pass" },
    params: { metric: "roc_auc", by: ["city", "am'ount; --", `gr"oup; 🦊`] },
  },
  { name: "few", rows: [plantedRows("reference", 40), plantedRows("production", 30)], params: {}, level: "low_n" },
  {
    ...{ name: "before", rows: [plantedRows("reference", 6000), plantedRows("production", 6000)], level: "warn" },
    params: { from: "2026-04-15", against: "before" },
  },
])(
  "the product's engine, with one worker or two, gives the bytes that native DuckDB gives: $name",
  async ({ name, rows: [reference = "", production = ""], level, ...given }) => {
    const params = { metric: "brier", ...given.params };
    const files = {
      reference: [await bench.native(`r-${name}.parquet`, reference)],
      production: [
        await bench.native(`p2-${name}.parquet`, `SELECT * FROM (${production}) q WHERE score > 0.2`),
        await bench.native(
          `p1-${name}.parquet`,
          `SELECT * FROM (${production}) q WHERE NOT coalesce(score > 0.2, FALSE)`,
        ),
      ],
    };
    await native.run(`CREATE OR REPLACE TABLE reference AS ${reference}`);
    await native.run(`CREATE OR REPLACE TABLE production AS ${production}`);
    const context = await contextWith({});
    const expected = await runAttribution(native, context, { params });
    expect(expected.face.verdict.level).toBe(level);
    for (const engine of engines) {
      const specs = await Promise.all(Object.entries(files).map(([relation, list]) => specOf(engine, relation, list)));
      const session = await engine.open(specs);
      try {
        const found = await runAttribution(session, context, { params, together: engine !== engines[0] });
        expect(found.result).toEqual(expected.result);
        expect(found.json).toBe(expected.json);
      } finally {
        await session.close();
      }
    }
  },
);

it("log loss is the same with one worker and two", async () => {
  await native.run(`CREATE OR REPLACE TABLE reference AS ${plantedRows("reference", 5000)}`);
  await native.run(`CREATE OR REPLACE TABLE production AS ${plantedRows("production", 5000)}`);
  const context = await contextWith({});
  const found = [];
  for (const engine of engines) {
    const specs = await Promise.all(
      (["reference", "production"] as const).map(async (side) =>
        specOf(engine, side, [await bench.native(`ll-${side}.parquet`, plantedRows(side, 5000))]),
      ),
    );
    const session = await engine.open(specs);
    try {
      found.push(await runAttribution(session, context, { together: engine !== engines[0] }));
    } finally {
      await session.close();
    }
  }
  expect(found[0]?.result.settings.metric).toBe("log_loss");
  expect(found[1]?.json).toBe(found[0]?.json);
});
