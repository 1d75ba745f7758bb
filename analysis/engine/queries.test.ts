import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "./engine-api.ts";
import type { EngineSession } from "../run/engine-port.ts";
import { ask, Bench, errorOf, openAs } from "./testing/fixtures.ts";

const bench = new Bench();
let engine: Engine;
let session: EngineSession;

beforeAll(async () => {
  engine = await bench.engine();
  const file = await bench.native(
    "a.parquet",
    "SELECT i::BIGINT AS id, CASE WHEN i < 5000 THEN '1' ELSE 'x' END AS t FROM range(10000) r(i)",
  );
  session = await openAs(engine, "reference", [file]);
});
afterAll(() => bench.close());

const stillWorks = async (): Promise<void> => {
  expect(await ask(session, "SELECT count(*) AS n, sum(id)::DOUBLE AS s FROM reference")).toEqual([
    { n: 10_000, s: 49_995_000 },
  ]);
};

describe("a query", () => {
  test("that fails after 5,000 rows is an error, never a short table", async () => {
    const error = await errorOf(ask(session, "SELECT t::INTEGER AS v FROM reference", 20_000));
    expect(error.code).toBe("engine/query-failed");
    expect(error.message).toContain("Could not convert string 'x' to INT32");
    await stillWorks();
  });

  test("whose aggregate overflows is an error, never an empty table", async () => {
    const error = await errorOf(ask(session, "SELECT stddev(x) AS s FROM (VALUES ('infinity'::DOUBLE), (1e0)) t(x)"));
    expect(error.message).toContain("out of range");
  });

  test("of 200 KB of SQL gives its rows", async () => {
    const sums = Array.from({ length: 5000 }, (_, index) => `max(id + ${index}) AS "column number ${index}"`).join(
      ", ",
    );
    expect(sums.length).toBeGreaterThan(190_000);
    const [row] = await ask(session, `SELECT ${sums} FROM (SELECT 1 AS id)`);
    expect(row?.["column number 4999"]).toBe(5000);
    await stillWorks();
  });

  test("longer than the limit is refused before the engine sees it", async () => {
    const error = await errorOf(ask(session, `SELECT '${"x".repeat(300_000)}' AS v`));
    expect(error.code).toBe("limit/size");
    await stillWorks();
  });

  test.each([
    ["UNION branches", `SELECT 1 AS v ${"UNION ALL SELECT 1 ".repeat(120)}`],
    ["nested queries", `${"SELECT * FROM (".repeat(120)}SELECT 1 AS v${")".repeat(120)}`],
    [
      "common tables",
      `WITH t0 AS (SELECT 1 AS v)${Array.from({ length: 120 }, (_, i) => `, t${i + 1} AS (SELECT * FROM t${i})`).join("")} SELECT * FROM t120`,
    ],
  ])("with 120 %s is refused before the engine's stack meets it", async (_what, sql) => {
    expect((await errorOf(ask(session, sql))).code).toBe("limit/size");
    await stillWorks();
  });

  test("with 32 UNION branches and 20 nested queries gives its rows", async () => {
    expect(await ask(session, `SELECT 1 AS v ${"UNION ALL SELECT 1 ".repeat(31)}`)).toHaveLength(32);
    expect(await ask(session, `${"SELECT * FROM (".repeat(19)}SELECT 1 AS v${")".repeat(19)}`)).toEqual([{ v: 1 }]);
  });

  test("whose plan is too deep in a way that no cap foresees is an error, and the next one is fine", async () => {
    const deep = `SELECT ${"abs(".repeat(3000)}1${")".repeat(3000)} AS v`;
    const error = await errorOf(ask(session, deep));
    expect(["engine/query-failed", "limit/memory", "refused/statement"]).toContain(error.code);
    await stillWorks();
  });

  test("that gives more rows than declared fails, and one that gives exactly as many does not", async () => {
    expect((await errorOf(ask(session, "SELECT id FROM reference", 9_999))).code).toBe("limit/rows");
    expect(await ask(session, "SELECT id FROM reference ORDER BY id", 10_000)).toHaveLength(10_000);
  });

  test("keeps its order and ends in a comment without harm", async () => {
    expect(await ask(session, "SELECT id FROM reference ORDER BY id DESC LIMIT 3 -- the last three")).toEqual([
      { id: 9999 },
      { id: 9998 },
      { id: 9997 },
    ]);
  });

  test("that runs out of memory is a limit, and the next one is fine", async () => {
    const error = await errorOf(
      ask(
        session,
        "SELECT count(*) AS n FROM (SELECT DISTINCT i::VARCHAR || repeat('x', 500) AS t FROM range(60000000) r(i))",
      ),
    );
    expect(error.code).toBe("limit/memory");
    await stillWorks();
  });
});

describe("a value", () => {
  test("of each plain type arrives as a scalar", async () => {
    const sql = `SELECT true AS b, 1::TINYINT AS i1, -2::BIGINT AS i8, 3::UBIGINT AS u8, 0.5::FLOAT AS f, 1.5e0 AS d, 'é''🙂' AS t, NULL AS n,
      'nan'::DOUBLE AS nan, '-infinity'::DOUBLE AS low`;
    expect(await ask(session, sql)).toEqual([
      { b: true, i1: 1, i8: -2, u8: 3, f: 0.5, d: 1.5, t: "é'🙂", n: null, nan: Number.NaN, low: -Infinity },
    ]);
  });

  test("beyond 2^53 is refused with the advice to cast it", async () => {
    const error = await errorOf(ask(session, "SELECT 9007199254740993::BIGINT AS id"));
    expect(error).toMatchObject({ code: "engine/unsafe-value", fix: expect.stringContaining("Cast") });
    expect(await ask(session, "SELECT 9007199254740993::BIGINT::VARCHAR AS id")).toEqual([{ id: "9007199254740993" }]);
  });

  test.each(["1::HUGEINT", "1.5", "TIMESTAMP '2020-01-01'", "DATE '2020-01-01'", "[1]", "INTERVAL 1 DAY", "'x'::BLOB"])(
    "like %s must be cast in SQL, and says so",
    async (value) => {
      const error = await errorOf(ask(session, `SELECT ${value} AS odd`));
      expect(error).toMatchObject({ code: "bug/invariant", message: expect.stringContaining('"odd"') });
      await stillWorks();
    },
  );
});
