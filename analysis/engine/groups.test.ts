import { closeSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GroupedCounts, GroupsQuery } from "../base/stats-source.ts";
import type { EngineSession } from "../run/engine-port.ts";
import { nativeSource, type NativeSource } from "../kinds/testing/native-source.ts";
import { identifier } from "../sql/quote.ts";
import { locateWorkers } from "./locate-workers.ts";
import { Bench, errorOf, openAs } from "./testing/fixtures.ts";
import { uglyDoubles } from "./testing/ugly-doubles.ts";
import { Duck } from "./worker/duck.ts";
import { openPath } from "./worker/open-file.ts";
import { selectGroups } from "./worker/select-groups.ts";

const bench = new Bench();
const hostile = `score"; DROP TABLE x; -- ]\n😀`;
let [file, shuffled, session, native]: [string, string, EngineSession, NativeSource] = ["", "", null!, null!];

const rows = `SELECT ${uglyDoubles} AS ${identifier(hostile)},
  CASE WHEN i % 31 = 0 THEN NULL ELSE (hash(i + 1) % 90)::INTEGER END AS day, i % 3 = 0 AS flag, i AS id, NULL::DOUBLE AS missing FROM range(60000) r(i)`;

beforeAll(async () => {
  const engine = await bench.engine({ workers: 2 });
  file = await bench.native("groups.parquet", rows, "ROW_GROUP_SIZE 7000");
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

const asked = (value: string, key: string, maxGroups = 1000): GroupsQuery => ({
  relation: "reference",
  value,
  key,
  maxGroups,
});
const quoted = identifier(hostile);
const questions: readonly (readonly [string, GroupsQuery])[] = [
  ["by day and flag", asked(quoted, "day * 2 + CAST(flag AS INTEGER)")],
  ["by keys below zero", asked(quoted, "45 - day")],
  ["by keys far apart", asked(quoted, "(day - 45) * 1000000000000")],
  ["of one group", asked("id -- a note", "7")],
  ["without any value", asked("missing", "day")],
  ["of no group", asked("id", "CAST(NULL AS BIGINT)")],
  ["with a condition in the key", asked(quoted, "CASE WHEN id < 100 THEN day END -- a note")],
];
const bytesOf = (found: GroupedCounts): string =>
  Object.values(found)
    .map((list: Float64Array | Uint32Array) =>
      Buffer.from(list.buffer, list.byteOffset, list.byteLength).toString("base64"),
    )
    .join("|");

test.each(questions)("groups %s equal those of native DuckDB's rows", async (_name, query) => {
  const [got, expected] = [await session.groupedValues(query), await native.groupedValues(query)];
  expect(got).toEqual(expected);
  expect(bytesOf(got)).toBe(bytesOf(expected));
  expect(got.values.some((value) => Object.is(value, -0))).toBe(false);
});

test("each group has what `values` gives of its rows alone", async () => {
  await native.run(`CREATE VIEW named AS SELECT ${quoted} AS v, day FROM reference`);
  const all = await session.groupedValues(asked(quoted, "day"));
  const one = await session.values({ relation: "reference", column: hostile, where: "day = 41" });
  const place = all.keys.indexOf(41);
  const own = (list: Float64Array): Float64Array => list.filter((_value, at) => all.groups[at] === place);
  expect({ values: own(all.values), counts: own(all.counts) }).toEqual({ values: one.values, counts: one.counts });
  const { nulls, nans, negativeInfinities, positiveInfinities } = one;
  expect([all.nulls, all.nans, all.negativeInfinities, all.positiveInfinities].map((list) => list[place])).toEqual([
    ...[nulls, nans, negativeInfinities, positiveInfinities],
  ]);
});

test("other orders of the rows, other passes and files give the same bytes", async () => {
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
    const expected = bytesOf(await session.groupedValues(query));
    for (const [relation, rowsPerPass] of [
      ["reference_0", 60_000],
      ["reference_0", 7001],
      ["reference_0", 59_999],
      ["reference_1", 100_000],
      ["reference_1", 13_000],
    ] as const)
      expect(bytesOf(selectGroups(duck, { ...query, relation }, rowsPerPass))).toBe(expected);
  }
});

test("more groups than declared, and keys that are no whole numbers, are errors", async () => {
  expect((await errorOf(session.groupedValues(asked("id", "day", 89)))).code).toBe("limit/rows");
  expect((await errorOf(session.groupedValues(asked("id", "day + 0.5")))).code).toBe("bug/invariant");
  expect((await errorOf(session.groupedValues(asked("id", "1e300")))).code).toBe("bug/invariant");
  expect((await errorOf(session.groupedValues(asked("id", "'nan'::DOUBLE")))).code).toBe("bug/invariant");
});

test("a condition cannot leave its brackets", async () => {
  const query = asked(`id) AS v, 1 AS k FROM reference); SELECT (1`, "day");
  expect((await errorOf(session.groupedValues(query))).code).toMatch(/^(refused|engine)\//);
});
