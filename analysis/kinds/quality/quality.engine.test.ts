import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../engine/engine-api.ts";
import { Bench, specOf } from "../../engine/testing/fixtures.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { runQuality } from "./testing/run-quality.ts";

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

const names = { number: `"x"'; DROP TABLE reference; --`, text: "ciudad 🦊; SELECT", time: "when?" };

/** Everything that a column can do wrong, in one table. */
const ugly = (rows: number, incident: boolean): string => {
  const late = incident ? `i > ${Math.floor(rows / 2)}` : "FALSE";
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  return `SELECT i AS id_small, (9007199254740993 + i * 1000003)::BIGINT AS big, NULL::DOUBLE AS empty, NULL::VARCHAR AS no_text, 7 AS one,
    CASE WHEN i % 13 = 0 THEN NULL WHEN i % 17 = 0 THEN 'NaN'::DOUBLE WHEN i % 19 = 0 THEN 'Infinity'::DOUBLE WHEN ${late} THEN -i ELSE i / 3 END::DOUBLE AS ${quoted(names.number)},
    CASE WHEN i % 11 = 0 THEN '' WHEN ${late} AND i % 3 = 0 THEN 'o''new "value"; --' WHEN i % 3 = 0 THEN 'old' WHEN i % 5 = 0 THEN '${incident ? "1,5" : "1.5"}' ELSE '🦊' END AS ${quoted(names.text)},
    i % 2 = 0 AS flag, DATE '2019-12-30' + (i % 50)::INT AS day, i % 7 / 7::FLOAT AS small,
    CASE WHEN i % 499 = 0 THEN TIMESTAMP '2099-01-01' ELSE TIMESTAMP '2026-01-01 00:30:00' + INTERVAL (i * 97 % ${rows} * 60) MINUTE END AS ${quoted(names.time)},
    CASE WHEN i % 4 = 0 OR ${late} THEN 'app' ELSE 'web' END AS channel FROM range(${rows}) t(i)`;
};

const roles = { id: "big", time: names.time, groups: ["channel", "flag"] };

it.each([
  [3000, 3000, true, "fail"],
  [3000, 3000, false, "pass"],
  [3, 0, false, "fail"],
  [0, 3, true, "low_n"],
])(
  "the product's engine gives the bytes that native DuckDB gives: %i reference and %i production rows, incident %s: %s",
  async (before, after, incident, level) => {
    const name = `${before}-${after}-${incident}`;
    const files = {
      reference: await bench.native(`r-${name}.parquet`, ugly(before, false)),
      production: await bench.native(`p-${name}.parquet`, ugly(after, incident)),
    };
    for (const [relation, file] of Object.entries(files))
      await native.run(`CREATE OR REPLACE VIEW ${relation} AS SELECT * FROM '${file}'`);
    const context = await contextOver(native, roles);
    const specs = await Promise.all(Object.entries(files).map(([relation, file]) => specOf(engine, relation, [file])));
    const session = await engine.open(specs);
    try {
      const expected = await runQuality(native, context);
      const found = await runQuality(session, context, { together: true });
      expect(found.result).toEqual(expected.result);
      expect(found.json).toBe(expected.json);
      expect(found.face.verdict.level).toBe(level);
    } finally {
      await session.close();
    }
  },
);
