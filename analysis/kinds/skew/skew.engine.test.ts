import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../engine/engine-api.ts";
import { Bench, specOf } from "../../engine/testing/fixtures.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { plantedPatterns, plantedSides, uglySides } from "./testing/planted.ts";
import { runSkew } from "./testing/run-skew.ts";

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

const roles = { id: "id", time: "at", label: "y", groups: ["channel"] };

/** The same cell over native DuckDB and over the product's engine, one task after the other and all at once. */
async function runBoth(name: string, sides: Readonly<Record<"reference" | "production", string>>, params = {}) {
  const files = {
    reference: await bench.native(`r-${name}.parquet`, sides.reference),
    production: await bench.native(`p-${name}.parquet`, sides.production),
  };
  for (const [relation, file] of Object.entries(files))
    await native.run(`CREATE OR REPLACE VIEW ${relation} AS SELECT * FROM '${file}'`);
  const context = await contextOver(native, roles);
  const specs = await Promise.all(Object.entries(files).map(([relation, file]) => specOf(engine, relation, [file])));
  const session = await engine.open(specs);
  try {
    const expected = await runSkew(native, context, { params });
    const found = await runSkew(session, context, { params, together: true });
    expect(found.result).toEqual(expected.result);
    expect(found.json).toBe(expected.json);
    return found;
  } finally {
    await session.close();
  }
}

it("every planted pattern is found and named, and the product's engine gives the bytes that native DuckDB gives", async () => {
  const found = await runBoth("planted", plantedSides(6000), { entity: "customer" });
  const patterns = Object.fromEntries(
    found.result.columns.flatMap(({ column, pattern }) =>
      pattern === null
        ? []
        : [
            [
              column,
              { type: pattern.type, side: pattern.side, number: pattern.number, from: pattern.from, to: pattern.to },
            ],
          ],
    ),
  );
  expect(patterns).toEqual(plantedPatterns);
  for (const { column, pattern } of found.result.columns) expect(pattern?.named ?? true, column).toBe(true);
});

it.each([
  ["ugly", 20_000],
  ["few", 60],
  ["none", 0],
])("ugly keys and values give the same bytes in both engines: %s", async (name, rows) => {
  const found = await runBoth(name, uglySides(rows));
  expect(found.face.verdict.level).toBe(name === "ugly" ? "fail" : "low_n");
});
