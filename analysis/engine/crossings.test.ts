import { closeSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CrossCountsQuery } from "../base/stats-source.ts";
import { nativeSource, type NativeSource } from "../kinds/testing/native-source.ts";
import type { EngineSession } from "../run/engine-port.ts";
import { identifier } from "../sql/quote.ts";
import { locateWorkers } from "./locate-workers.ts";
import { Bench, errorOf, openAs } from "./testing/fixtures.ts";
import { uglyDoubles } from "./testing/ugly-doubles.ts";
import { Duck } from "./worker/duck.ts";
import { KeyColumns } from "./worker/key-columns.ts";
import { openPath } from "./worker/open-file.ts";
import { selectCrossings } from "./worker/select-crossings.ts";

const bench = new Bench();
const hostile = `score"; DROP TABLE x; -- ]\n😀`;
let [file, shuffled, session, native]: [string, string, EngineSession, NativeSource] = ["", "", null!, null!];

const rows = `SELECT ${uglyDoubles} AS ${identifier(hostile)},
  CASE WHEN i % 31 = 0 THEN NULL ELSE (hash(i + 1) % 90)::INTEGER END AS day, 'g' || hash(i + 2) % 5 AS g, i AS id, NULL::DOUBLE AS missing FROM range(60000) r(i)`;

beforeAll(async () => {
  const engine = await bench.engine({ workers: 2 });
  file = await bench.native("crossings.parquet", rows, "ROW_GROUP_SIZE 7000");
  shuffled = await bench.native(
    "shuffled.parquet",
    `SELECT * FROM (${rows}) ORDER BY hash(id)`,
    "ROW_GROUP_SIZE 50000",
  );
  session = await openAs(engine, "reference", [file]);
  native = await nativeSource();
  await native.run(`CREATE TABLE reference AS ${rows}`);
});
afterAll(async () => {
  native.close();
  await bench.close();
});

const quoted = identifier(hostile);
const group = "CASE g WHEN 'g1' THEN 0 WHEN 'g3' THEN 1 END -- a note";
const asked = (value: string, edges: readonly number[], ...crossings: readonly string[][]): CrossCountsQuery => ({
  ...{ relation: "reference", value, edges, crossings, maxCells: 100_000 },
});
const questions: readonly (readonly [string, CrossCountsQuery])[] = [
  ["by one key and by two", asked(quoted, [-250.5, 0, 100, 414.7], ["day"], [group], ["day", group], [group, "day"])],
  ["without a key", asked(quoted, [0], [])],
  ["without an edge", asked(quoted, [], ["day"])],
  [
    "by many edges",
    asked(
      quoted,
      Array.from({ length: 60 }, (_, index) => index * 10 - 300),
      ["day"],
    ),
  ],
  ["of whole numbers at their edges", asked("id", [1, 7, 59_999, 60_000], ["day"])],
  ["by keys below zero", asked(quoted, [0], ["45 - day"])],
  ["by keys far apart", asked(quoted, [0], ["(day - 45) * 1000000000000"])],
  ["without any value", asked("missing", [1, 2], ["day"])],
  ["of no key", asked("id", [1, 2], ["CAST(NULL AS BIGINT)"], ["day", "CAST(NULL AS BIGINT)"])],
];

test.each(questions)("counts %s equal those of native DuckDB", async (_name, query) => {
  const [got, expected] = [await session.crossCounts(query), await native.crossCounts(query)];
  expect(got).toEqual(expected);
  // A key that was read before is not read otherwise.
  expect(await session.crossCounts(query)).toEqual(expected);
});

test("other orders of the rows, other passes and files give the same counts", async () => {
  const duck = await Duck.start(locateWorkers().wasm);
  const granted = [file, shuffled].map((path, index) => {
    const opened = openPath(path);
    closeSync(opened.descriptor);
    return { ...opened.identity, name: `granted_${index}` };
  });
  duck.grant(granted);
  granted.forEach(({ name }, index) =>
    duck.execute(`CREATE VIEW reference_${index} AS SELECT * FROM parquet_scan(['${name}'])`),
  );
  for (const [, query] of questions) {
    const expected = await session.crossCounts(query);
    for (const [relation, rowsPerPass] of [
      ["reference_0", 7001],
      ["reference_0", 59_999],
      ["reference_1", 100_000],
      ["reference_1", 13_000],
    ] as const)
      expect(selectCrossings(duck, new KeyColumns(duck, rowsPerPass), { ...query, relation }, { rowsPerPass })).toEqual(
        expected,
      );
  }
});

test("too many cells, keys that are no whole numbers, and a second statement are refused", async () => {
  const few = { ...asked(quoted, [0], ["day"]), maxCells: 90 * 3 };
  expect((await session.crossCounts(few)).length).toBe(1);
  expect((await errorOf(session.crossCounts({ ...few, maxCells: 90 * 3 - 1 }))).code).toBe("limit/rows");
  expect((await errorOf(session.crossCounts(asked("id", [0], ["id * 2"])))).code).toBe("limit/rows");
  for (const key of ["day + 0.5", "1e300", "'infinity'::DOUBLE"])
    expect((await errorOf(session.crossCounts(asked("id", [0], [key])))).code).toBe("bug/invariant");
  const query = asked("id) FROM reference; DROP VIEW reference; --", [0], ["day"]);
  expect((await errorOf(session.crossCounts(query))).code).toMatch(/^(refused|engine)\//);
});
