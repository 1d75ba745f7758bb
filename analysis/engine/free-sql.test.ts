import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FreeTable, NamedQuery } from "../base/stats-source.ts";
import type { EngineSession } from "../run/engine-port.ts";
import { Bench, errorOf, openAs } from "./testing/fixtures.ts";

const bench = new Bench();
let session: EngineSession;
let file: string;

beforeAll(async () => {
  file = await bench.native("a.parquet", "SELECT i::BIGINT AS id, 'c' || (i % 3) AS channel FROM range(10000) r(i)");
  session = await openAs(await bench.engine(), "reference", [file], "id < 9000");
});
afterAll(() => bench.close());

const free = (sql: string, maxRows = 10, earlier: readonly NamedQuery[] = []): Promise<FreeTable> =>
  session.table({ sql, maxRows, earlier });

const refused = [
  "COPY reference TO 'out.csv'",
  "copy (SELECT 1) to 'out.csv'",
  "/* SELECT */ COPY reference TO 'out.csv'",
  "ATTACH 'new.db'",
  "DETACH memory",
  "INSTALL httpfs",
  "LOAD httpfs",
  "SET memory_limit = '4GB'",
  "RESET memory_limit",
  "PRAGMA database_list",
  "CALL pragma_version()",
  "EXPORT DATABASE 'there'",
  "IMPORT DATABASE 'there'",
  "CREATE TABLE t AS SELECT 1",
  "CREATE VIEW t AS SELECT 1",
  "DROP VIEW reference",
  'DROP VIEW "free query"',
  "DELETE FROM reference",
  "INSERT INTO reference VALUES (1)",
  "UPDATE reference SET id = 1",
  "WITH d AS (DELETE FROM reference RETURNING *) SELECT * FROM d",
  "BEGIN TRANSACTION",
  "CHECKPOINT",
  "VACUUM",
  "EXPLAIN SELECT 1",
  "DESCRIBE reference",
  "SHOW TABLES",
  "SUMMARIZE reference",
  "PREPARE p AS SELECT 1",
  "EXECUTE p",
  "SELECT 1 INTO t",
  // Its columns would be named after values.
  "PIVOT reference ON channel USING count(*)",
  "SELECT * FROM (PIVOT reference ON channel USING count(*))",
  "WITH p AS (PIVOT reference ON channel USING count(*)) SELECT * FROM p",
  "",
  "-- nothing",
  "SELECT 1; SELECT 2",
  "SELECT 1;",
  "SELECT 1; DROP VIEW reference",
  "SELECT 1) ; DROP VIEW reference; SELECT (1",
  "SELECT 1); DROP VIEW reference; --",
  "SELECT 1) SELECT 7 --",
  "SELECT 1 /*",
  "SELECT 'open",
  "SELECT * FROM read_csv('/etc/passwd', columns = {'l': 'VARCHAR'})",
  "SELECT * FROM READ_CSV_AUTO ('/etc/passwd')",
  `SELECT * FROM "read_csv_auto"('/etc/passwd')`,
  `SELECT * FROM main."read_csv_auto" /* ( */ -- '\n('/etc/passwd')`,
  "SELECT * FROM system.main.read_csv_auto('/etc/passwd')",
  "SELECT * FROM parquet_scan('granted_0')",
  "SELECT * FROM read_parquet(['granted_0'])",
  "SELECT * FROM parquet_metadata('granted_0')",
  "SELECT * FROM glob('*')",
  "SELECT * FROM sniff_csv('/etc/passwd')",
  "SELECT * FROM duckdb_settings()",
  "SELECT * FROM duckdb_views",
  'SELECT * FROM "duckdb_views"',
  "SELECT * FROM pragma_database_list",
  "SELECT sql FROM sqlite_master",
  "SELECT * FROM information_schema.tables",
  "SELECT * FROM pg_catalog.pg_class",
  "SELECT pg_get_viewdef(1)",
  "SELECT getenv('PATH')",
  `SELECT "getenv" ('PATH')`,
  "SELECT current_setting('memory_limit')",
  "SELECT (SELECT count(*) FROM glob('*'))",
  "SELECT * FROM reference WHERE id IN (SELECT 1 FROM parquet_scan('granted_0'))",
  "SELECT 1 UNION ALL SELECT count(*) FROM glob('*')",
  // What looks like text or comment to a pattern and is none to the engine.
  "SELECT $$'$$ AS a FROM parquet_scan('granted_0') WHERE 'x' <> $$'$$",
  String.raw`SELECT E'\'' AS a FROM parquet_scan('granted_0') WHERE 'x' <> E'\''`,
  "/* /* */ ' */ SELECT * FROM parquet_scan('granted_0') -- '",
  `SELECT * FROM U&"gl\\006fb"('*')`,
] as const;

describe("a person's SQL", () => {
  test.each(refused)("that is %j is refused before it runs, and the next query is fine", async (sql) => {
    expect((await errorOf(free(sql))).code).toMatch(/^refused\/(?:statement|path)$/);
    expect((await free("SELECT count(*) AS n FROM reference")).rows).toEqual([[9000]]);
  });

  test.each(["/etc/passwd", "a.parquet", "granted_0", "https://example.com/a.parquet"])(
    "that names the file %s as a table gets no row",
    async (name) => {
      for (const sql of [`SELECT * FROM '${name}'`, `SELECT * FROM "${name}"`, `SELECT * FROM $$${name}$$`])
        expect((await errorOf(free(sql))).code).toMatch(/^(?:refused\/path|refused\/statement|engine\/query-failed)$/);
      await errorOf(free(`SELECT * FROM '${file}'`));
      expect((await free("SELECT count(*) AS n FROM reference")).rows).toEqual([[9000]]);
    },
  );

  test.each(refused)("that is %j is refused as an earlier query too", async (sql) => {
    const earlier = [{ name: "c_bad", sql }];
    expect((await errorOf(free("SELECT * FROM c_bad", 10, earlier))).code).toMatch(/^refused\/(?:statement|path)$/);
    expect((await errorOf(free("SELECT count(*) FROM reference", 10, earlier))).code).toMatch(/^refused\//);
    expect((await free("SELECT count(*) AS n FROM reference")).rows).toEqual([[9000]]);
  });

  test.each([
    ["random()", "random()"],
    ["RANDOM ()", "random()"],
    ['"random"()', "random()"],
    ["uuid()", "uuid()"],
    ["now()", "now()"],
    ["today()", "today()"],
    ["current_date", "current_date"],
    ["CURRENT_TIMESTAMP", "current_timestamp"],
    ["age(TIMESTAMP '2020-01-01')", "age()"],
    ["age(greatest(DATE '2020-01-01', DATE '2021-01-01'))", "age()"],
  ])("that uses %s runs, and says that its answer differs at each run", async (call, name) => {
    expect(await free(`SELECT ${call} AS v`)).toMatchObject({ total: 1, varies: [name] });
    const earlier = [{ name: "c_dice", sql: `SELECT ${call} AS v` }];
    expect(await free("SELECT count(v) AS n FROM c_dice", 10, earlier)).toMatchObject({ rows: [[1]], varies: [name] });
  });

  test("that takes the age between two moments is not refused", async () => {
    expect(
      (await free("SELECT age(DATE '2021-01-01', greatest(DATE '2020-01-01', DATE '2019-01-01')) AS v")).rows,
    ).toEqual([["1 year"]]);
  });

  test("that samples varies, and a column, text or comment of such a name is not", async () => {
    for (const sql of ["SELECT * FROM reference USING SAMPLE 10", "SELECT * FROM reference TABLESAMPLE 10%"])
      expect((await free(sql)).varies).toHaveLength(1);
    const named =
      "SELECT now, r.current_date, 'read_csv(' AS t FROM (SELECT 1 AS now, 2 AS \"sample\") s, (SELECT 3) r(x) /* glob( */";
    expect((await errorOf(free(named))).code).toBe("engine/query-failed");
    expect(
      (await free("SELECT now, 'read_csv(' AS t, repeat('a', 2) AS r FROM (SELECT 1 AS now) s /* glob( */")).rows,
    ).toEqual([[1, "read_csv(", "aa"]]);
  });

  test("keeps its order, its filters and names that occur twice, and says of how many rows it shows the first", async () => {
    expect(await free("SELECT id, id FROM reference ORDER BY id DESC -- newest", 2)).toMatchObject({
      columns: [{ name: "id", type: "BIGINT" }, { type: "BIGINT" }],
      rows: [
        [8999, 8999],
        [8998, 8998],
      ],
      total: 9000,
    });
    expect(await free("SELECT id FROM reference WHERE id < 0")).toMatchObject({
      columns: [{ name: "id" }],
      rows: [],
      total: 0,
    });
    expect((await free("SELECT * FROM range(10)", 10)).total).toBe(10);
  });

  test("gives values of any type as JSON can carry them", async () => {
    const { rows, columns } =
      await free(`SELECT true AS b, 9007199254740993::BIGINT AS big, 7::HUGEINT AS h, 1.50 AS d, 12345678901234567.5::DECIMAL(38,1) AS long,
      0.1::FLOAT AS f, 'nan'::DOUBLE AS nan, '-infinity'::DOUBLE AS low, -0e0 AS zero, DATE '2026-01-31' AS day, TIMESTAMP '2026-01-31 10:00:00.5' AS at,
      TIMESTAMPTZ '2026-01-31 10:00:00+02' AS tz, INTERVAL 1 DAY AS i, [1, 2] AS l, {'a': 'x'} AS s, '\\xAA'::BLOB AS blob, NULL AS n, 'é🦊' AS t`);
    const found = Object.fromEntries(columns.map(({ name }, index) => [name, rows[0]?.[index]]));
    expect(found).toEqual({
      ...{ b: true, big: "9007199254740993", h: 7, d: 1.5, long: "12345678901234567.5", f: Math.fround(0.1) },
      ...{
        nan: "NaN",
        low: "-Infinity",
        zero: 0,
        day: "2026-01-31",
        at: "2026-01-31 10:00:00.5",
        tz: "2026-01-31 08:00:00",
      },
      ...{ i: "1 day", l: "[1, 2]", s: "{'a': x}", blob: "\\xAA", n: null, t: "é🦊" },
    });
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });

  test("that fails says what the engine says, and where", async () => {
    expect((await errorOf(free("SELECT id\nFORM reference x y"))).message).toMatch(/syntax error .*\(line 2\)/);
    expect((await errorOf(free("SELECT *\nFROM reference\nWHERE idd > 1"))).message).toContain('"idd" not found');
    expect((await errorOf(free("SELECT * FROM\nnowhere"))).message).toContain("nowhere");
    const late = await errorOf(
      free("SELECT CASE WHEN id = 8999 THEN 'x' ELSE '1' END::INTEGER AS v FROM reference ORDER BY id", 9000),
    );
    expect(late.message).toContain("Could not convert string 'x'");
    expect((await errorOf(free(`SELECT ${Array.from({ length: 101 }, (_, i) => i).join(",")}`))).code).toBe(
      "limit/size",
    );
    expect((await free("SELECT 1")).rows).toEqual([[1]]);
  });
});

describe("earlier queries", () => {
  const base = { name: "c_base", sql: "SELECT channel, count(*) AS n FROM reference GROUP BY channel -- counts" };
  const top = { name: "c_top", sql: "SELECT * FROM c_base ORDER BY n DESC, channel LIMIT 1" };

  test("are relations by name, each sees those before it, and none outlives the query", async () => {
    const query = 'SELECT b.channel, b.n, b.channel = t.channel AS top FROM C_BASE b, "c_top" t ORDER BY 1';
    expect((await free(query, 10, [base, top])).rows).toEqual([
      ["c0", 3000, true],
      ["c1", 3000, false],
      ["c2", 3000, false],
    ]);
    expect((await errorOf(free("SELECT * FROM c_base"))).message).toContain("c_base does not exist");
    expect((await errorOf(free("SELECT * FROM c_top", 10, [top, base]))).message).toMatch(
      /^In the cell c_top: .*c_base/,
    );
    expect((await free("SELECT * FROM c_base", 10, [base])).total).toBe(3);
  });

  test("that fail are named, with the line, and leave nothing behind", async () => {
    const broken = { name: "c_broken", sql: "SELECT 1 AS a,\n nothing AS b FROM reference" };
    const error = await errorOf(free("SELECT * FROM c_broken", 10, [base, broken]));
    expect(error.message).toMatch(/^In the cell c_broken: .*"nothing" not found.*reference\.id/);
    const misspelt = { name: "c_misspelt", sql: "SELECT 1\nFORM reference x y" };
    expect((await errorOf(free("SELECT * FROM c_misspelt", 10, [misspelt]))).message).toMatch(
      /^In the cell c_misspelt: .*syntax error .*\(line 2\)/,
    );
    const cycle = { name: "c_self", sql: "SELECT * FROM c_self" };
    expect((await errorOf(free("SELECT * FROM c_self", 10, [cycle]))).message).toContain("In the cell c_self");
    expect((await free("SELECT count(*) AS n FROM c_base", 10, [base])).rows).toEqual([[3]]);
  });

  test("that multiply are refused before the engine's stack meets them", async () => {
    const doubling = Array.from({ length: 12 }, (_, index) => ({
      name: `c_${index}`,
      sql: index === 0 ? "SELECT 1 AS v" : `SELECT a.v FROM c_${index - 1} a, c_${index - 1} b`,
    }));
    expect((await errorOf(free("SELECT * FROM c_11", 10, doubling))).code).toBe("limit/size");
    const chain = Array.from({ length: 40 }, (_, index) => ({
      name: `c_${index}`,
      sql: index === 0 ? "SELECT 1 AS v" : `SELECT * FROM (SELECT v FROM c_${index - 1})`,
    }));
    expect((await errorOf(free("SELECT * FROM c_39", 10, chain))).code).toBe("limit/size");
    expect((await free("SELECT * FROM c_8", 10, chain.slice(0, 9))).rows).toEqual([[1]]);
    const many = Array.from({ length: 20 }, () => "SELECT v FROM c_wide").join(" UNION ALL ");
    const wide = { name: "c_wide", sql: "SELECT 1 AS v UNION ALL SELECT 2" };
    expect((await errorOf(free(many, 10, [wide]))).code).toBe("limit/size");
  });
});
