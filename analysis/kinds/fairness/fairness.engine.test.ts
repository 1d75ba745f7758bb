import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../engine/engine-api.ts";
import { Bench, specOf } from "../../engine/testing/fixtures.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { plantedRoles, plantedRows } from "./testing/planted.ts";
import { taskRoles, taskRows } from "./testing/task-rows.ts";
import { runFairness } from "./testing/run-fairness.ts";

const bench = new Bench();
let engine: Engine;
let native: NativeSource;
beforeAll(async () => {
  engine = await bench.engine({ workers: 2 });
  native = await nativeSource();
});
afterAll(async () => {
  native.close();
  await bench.close();
});

/** Scores of every sort, groups by the thousand, and columns with little in them. */
const ugly = (
  rows: number,
) => `SELECT i AS id, TIMESTAMP '2026-01-01' + INTERVAL (i % 60) DAY AS seen, 'g' || (i % 30) AS "gr""oup; 🦊", i % 3 AS kind,
  CASE WHEN i % 3 = 0 THEN NULL WHEN i % 5 = 0 THEN 'NaN'::DOUBLE WHEN i % 7 = 0 THEN '-Infinity'::DOUBLE ELSE i END AS amount,
  CASE WHEN i % 97 = 0 THEN NULL WHEN i % 89 = 0 THEN 'NaN'::DOUBLE WHEN i = 500 THEN 'Infinity'::DOUBLE WHEN i = 501 THEN -0.5e0
    WHEN i % 3 = 0 THEN (i % 51) / 50e0 ELSE ((i * 7919) % ${rows}) / ${rows}e0 END AS "score'; --",
  CASE WHEN i % 7 = 0 THEN NULL WHEN (i * 31) % 100 < 20 THEN 'yes' ELSE 'no' END AS label FROM range(${rows}) t(i)`;

it.each([
  ["planted", plantedRows("reference", 20_000), plantedRows("production", 20_000), "fail"],
  ["ugly", ugly(60_000), ugly(45_000), "pass"],
  ["few", ugly(40), ugly(0), "low_n"],
])("the product's engine gives the bytes that native DuckDB gives: %s", async (name, reference, production, level) => {
  const files = {
    reference: await bench.native(`r-${name}.parquet`, reference),
    production: await bench.native(`p-${name}.parquet`, production),
  };
  for (const [relation, file] of Object.entries(files))
    await native.run(`CREATE OR REPLACE VIEW ${relation} AS SELECT * FROM '${file}'`);
  const bare = await contextOver(native, plantedRoles);
  const context = { ...bare, model: bare.model && { ...bare.model, positive_class: "yes", threshold: 0.5 } };
  const specs = await Promise.all(Object.entries(files).map(([relation, file]) => specOf(engine, relation, [file])));
  const session = await engine.open(specs);
  try {
    const params = { windows: "week" };
    const expected = await runFairness(native, context, { params });
    const found = await runFairness(session, context, { params, together: true });
    expect(found.result).toEqual(expected.result);
    expect(found.json).toBe(expected.json);
    expect(found.face.verdict.level).toBe(level);
  } finally {
    await session.close();
  }
});

it("one file or seven, in any order of rows, give the same bytes", async () => {
  const rows = plantedRows("production", 14_000);
  const whole = await bench.native("whole.parquet", rows);
  const parts = await Promise.all(
    [3, 0, 6, 1, 5, 2, 4].map((part) =>
      bench.native(
        `part-${String(part)}.parquet`,
        `SELECT * FROM (${rows}) r WHERE id % 7 = ${String(part)}`,
        "ROW_GROUP_SIZE 2048",
      ),
    ),
  );
  await native.run(`DROP VIEW IF EXISTS reference; CREATE OR REPLACE VIEW production AS SELECT * FROM '${whole}'`);
  const bare = await contextOver(native, plantedRoles);
  const context = { ...bare, model: bare.model && { ...bare.model, positive_class: "yes", threshold: 0.5 } };
  const found: string[] = [];
  for (const files of [[whole], parts]) {
    const session = await engine.open([await specOf(engine, "production", files)]);
    found.push((await runFairness(session, context, { together: files.length > 1 })).json);
    await session.close();
  }
  expect(found[1]).toBe(found[0]);
});

it.each(["multiclass", "regression"] as const)(
  "%s: the product's engine gives the bytes that native DuckDB gives",
  async (task) => {
    const rows = { reference: taskRows("reference", 9000), production: taskRows("production", 9000) };
    const reference = await bench.native(`task-r-${task}.parquet`, rows.reference);
    const parts = await Promise.all(
      [1, 0].map((part) =>
        bench.native(
          `task-p-${task}-${String(part)}.parquet`,
          `SELECT * FROM (${rows.production}) r WHERE id % 2 = ${String(part)}`,
        ),
      ),
    );
    await native.run(`CREATE OR REPLACE VIEW reference AS SELECT * FROM '${reference}'`);
    await native.run(`CREATE OR REPLACE TABLE production_rows AS ${rows.production}`);
    await native.run("CREATE OR REPLACE VIEW production AS SELECT * FROM production_rows");
    const bare = await contextOver(native, taskRoles[task]);
    const context = { ...bare, model: bare.model && { ...bare.model, task } };
    const session = await engine.open([
      await specOf(engine, "reference", [reference]),
      await specOf(engine, "production", parts),
    ]);
    try {
      const params = { windows: "week" };
      const expected = await runFairness(native, context, { params });
      const found = await runFairness(session, context, { params, together: true });
      expect(found.json).toBe(expected.json);
      expect(found.face.verdict.level).toBe("fail");
    } finally {
      await session.close();
    }
  },
);
