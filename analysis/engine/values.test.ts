import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ValueCounts, ValuesQuery } from "../base/stats-source.ts";
import type { Engine } from "./engine-api.ts";
import type { EngineSession } from "../run/engine-port.ts";
import { ask, Bench, errorOf, openAs } from "./testing/fixtures.ts";
import { Duck } from "./worker/duck.ts";
import { openPath } from "./worker/open-file.ts";
import { selectValues } from "./worker/select-values.ts";
import { closeSync } from "node:fs";
import { locateWorkers } from "./locate-workers.ts";

const bench = new Bench();
let engine: Engine;
let session: EngineSession;
let file: string;
const rows = 300_000;

beforeAll(async () => {
  engine = await bench.engine();
  file = await bench.native(
    "values.parquet",
    `SELECT CASE WHEN i % 11 = 0 THEN NULL WHEN i % 13 = 0 THEN 'nan'::DOUBLE WHEN i % 17 = 0 THEN 'infinity'::DOUBLE WHEN i % 19 = 0 THEN '-infinity'::DOUBLE
       WHEN i % 23 = 0 THEN -0e0 WHEN i % 29 = 0 THEN 0e0 ELSE (hash(i) % 1000003)::DOUBLE / 7 - 70000 END AS mixed,
     (hash(i) % 50)::INTEGER AS few, i AS id, i % 2 = 0 AS flag, NULL::DOUBLE AS missing, 'a' AS t FROM range(${rows}) r(i)`,
    "ROW_GROUP_SIZE 20000",
  );
  session = await openAs(engine, "reference", [file]);
});
afterAll(() => bench.close());

/** The contract in the plainest code. */
function byHand(column: readonly (number | null)[]): ValueCounts {
  const counts = new Map<number, number>();
  const result = { rows: column.length, nulls: 0, nans: 0, negativeInfinities: 0, positiveInfinities: 0 };
  for (const value of column) {
    if (value === null) result.nulls += 1;
    else if (Number.isNaN(value)) result.nans += 1;
    else if (value === -Infinity) result.negativeInfinities += 1;
    else if (value === Infinity) result.positiveInfinities += 1;
    else counts.set(value + 0, (counts.get(value + 0) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return {
    ...result,
    values: Float64Array.from(sorted, ([value]) => value),
    counts: Float64Array.from(sorted, ([, count]) => count),
  };
}

const bytesOf = ({ values, counts }: { values: Float64Array; counts: Float64Array }): string =>
  Buffer.from(values.buffer).toString("base64") + Buffer.from(counts.buffer).toString("base64");

async function columnByHand(column: string): Promise<ValueCounts> {
  const read = await ask(session, `SELECT ${column}::DOUBLE AS v FROM reference`, rows);
  return byHand(read.map(({ v }) => v as number | null));
}

describe("values of a column", () => {
  test.each(["mixed", "few", "id", "flag", "missing"])(
    "%s are its sorted distinct finite values, with -0 as 0",
    async (column) => {
      const got = await session.values({ relation: "reference", column });
      const expected = await columnByHand(column);
      expect(got).toEqual(expected);
      expect(bytesOf(got)).toBe(bytesOf(expected));
      expect(got.values.some((value) => Object.is(value, -0))).toBe(false);
    },
  );

  test("are of the rows of `where` alone", async () => {
    const got = await session.values({ relation: "reference", column: "id", where: "few = 7 AND id < 1000 -- a note" });
    const [count] = await ask(session, "SELECT count(*) AS n FROM reference WHERE few = 7 AND id < 1000");
    expect(got.rows).toBe(count?.["n"]);
    expect(got.values.length).toBe(got.rows);
  });

  test("of no rows are none", async () => {
    expect(await session.values({ relation: "reference", column: "id", where: "false" })).toMatchObject({
      rows: 0,
      values: new Float64Array(),
      counts: new Float64Array(),
    });
  });

  test("of text that is no number are an error", async () => {
    expect((await errorOf(session.values({ relation: "reference", column: "t" }))).code).toBe("engine/query-failed");
  });
});

test.each([
  ["counted in SQL", { grouped: 1_000_000, rowsPerPass: 200_000 }],
  ["sorted in one pass", { grouped: 0, rowsPerPass: 1_000_000 }],
  ["sorted in 5 passes", { grouped: 0, rowsPerPass: 61_000 }],
  ["sorted in 40 passes", { grouped: 0, rowsPerPass: 7_001 }],
])("values %s have the same bytes", async (_way, budget) => {
  const duck = await Duck.start(locateWorkers().wasm);
  const opened = openPath(file);
  closeSync(opened.descriptor);
  duck.grant([{ ...opened.identity, name: "granted_0" }]);
  duck.execute("CREATE VIEW reference AS SELECT * FROM parquet_scan(['granted_0'])");
  for (const query of [{ column: "mixed" }, { column: "id", where: "few > 25" }, { column: "few" }]) {
    const asked: ValuesQuery = { relation: "reference", ...query };
    expect(bytesOf(selectValues(duck, asked, budget))).toBe(bytesOf(await session.values(asked)));
  }
});

test("1, 2 and 4 workers give the same bytes", async () => {
  const answers = [];
  for (const workers of [1, 2, 4]) {
    const own = await bench.engine({ workers });
    const opened = await openAs(own, "reference", [file], "id % 7 <> 3");
    const columns = ["mixed", "few", "id", "flag"];
    const values = await Promise.all(columns.map((column) => opened.values({ relation: "reference", column })));
    const sums = await Promise.all(
      columns.map((column) =>
        ask(
          opened,
          `SELECT few AS g, sum(${column}::DOUBLE) AS s, avg(${column}::DOUBLE) AS a FROM reference WHERE isfinite(${column}::DOUBLE) GROUP BY few ORDER BY few`,
        ),
      ),
    );
    answers.push(JSON.stringify([values.map(bytesOf), sums]));
    await own.close();
  }
  expect(new Set(answers).size).toBe(1);
});
