import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../engine/engine-api.ts";
import { Bench, specOf } from "../engine/testing/fixtures.ts";
import { codedRows, type CodedFeature } from "./coded-rows.ts";
import { nativeSource, type NativeSource } from "./testing/native-source.ts";

const bench = new Bench();
let engine: Engine;
let native: NativeSource;
beforeAll(async () => {
  engine = await bench.engine();
  native = await nativeSource();
});
afterAll(async () => {
  native.close();
  await bench.close();
});

const features: CodedFeature[] = [
  { column: "amount", kind: "numeric", cuts: [10.5, 20] },
  { column: "city", kind: "categorical", values: ["o'slo", "c1"] },
];
const rowsFrom = (from: number, to: number): string =>
  `SELECT i AS id, CASE WHEN i % 11 = 0 THEN NULL ELSE ((i * 7919) % 301) / 10e0 END AS amount, 'c' || (i % 3) AS city
   FROM range(${from}, ${to}) t(i)`;

it("gives the rows that native DuckDB gives, whether one file holds them or three", async () => {
  const whole = await bench.native("whole.parquet", rowsFrom(0, 30_000));
  const parts = [
    await bench.native("c.parquet", rowsFrom(20_000, 30_000)),
    await bench.native("a.parquet", rowsFrom(0, 5000)),
    await bench.native("b.parquet", rowsFrom(5000, 20_000)),
  ];
  await native.run(`CREATE VIEW production AS SELECT * FROM '${whole}'`);
  for (const id of ["id", null]) {
    const query = codedRows({ relation: "production", features, extra: [`"amount"`], id, rows: 700, seed: 3 });
    const expected = await native.rows(query);
    for (const files of [[whole], parts]) {
      const session = await engine.open([await specOf(engine, "production", files)]);
      try {
        expect(await session.rows(query)).toEqual(expected);
      } finally {
        await session.close();
      }
    }
  }
});
