import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "./engine-api.ts";
import type { EngineSession } from "../run/engine-port.ts";
import { ask, Bench, errorOf, openAs } from "./testing/fixtures.ts";

const bench = new Bench();
let engine: Engine;
let session: EngineSession;
let granted: string;
let outside: string;

beforeAll(async () => {
  engine = await bench.engine();
  granted = await bench.native("granted.parquet", "SELECT 1 AS x");
  outside = await bench.native("outside.parquet", "SELECT 'secret' AS x");
  bench.write("secret.csv", "a,b\n1,secret\n");
  session = await openAs(engine, "reference", [granted]);
});
afterAll(() => bench.close());

const fingerprint = (): string[] =>
  readdirSync(bench.folder)
    .sort()
    .map(
      (name) =>
        `${name} ${createHash("sha256")
          .update(readFileSync(bench.path(name)))
          .digest("hex")} ${statSync(bench.path(name)).mtimeMs}`,
    );

const statements: readonly (readonly [string, () => string])[] = [
  ["COPY TO", () => `COPY (SELECT 1) TO '${bench.path("out.csv")}'`],
  ["COPY over a granted file", () => "COPY (SELECT 1) TO 'granted_0' (FORMAT PARQUET)"],
  ["COPY behind a SELECT", () => `SELECT 1 AS x) SELECT * FROM q_; COPY (SELECT 1) TO '${bench.path("out.csv")}'; --`],
  ["two statements", () => `SELECT 1 AS x; COPY (SELECT 1) TO '${bench.path("out.csv")}'`],
  ["EXPORT", () => `EXPORT DATABASE '${bench.path("export")}'`],
  ["ATTACH", () => `ATTACH '${bench.path("new.db")}'`],
  ["INSTALL", () => "INSTALL httpfs"],
  ["LOAD", () => "LOAD httpfs"],
  ["SET", () => "SET memory_limit = '4GB'"],
  ["PRAGMA", () => "PRAGMA database_list"],
  ["CREATE", () => "CREATE TABLE t AS SELECT 1"],
  ["DROP", () => 'DROP VIEW "reference"'],
  ["DELETE in a common table", () => "WITH d AS (DELETE FROM reference RETURNING *) SELECT * FROM d"],
  ["CALL", () => "CALL pragma_version()"],
];

const reads: readonly (readonly [string, () => string])[] = [
  ["glob of a folder", () => "SELECT * FROM glob('/etc/*')"],
  ["read_csv of /etc/passwd", () => "SELECT * FROM read_csv('/etc/passwd', columns = {'line': 'VARCHAR'})"],
  ["read_csv_auto beside the data", () => `SELECT * FROM read_csv_auto('${bench.path("secret.csv")}')`],
  ["a Parquet file outside the grants", () => `SELECT * FROM parquet_scan('${outside}')`],
  ["the granted file by its real path", () => `SELECT * FROM parquet_scan('${granted}')`],
  ["a file as a table", () => `SELECT * FROM '${bench.path("secret.csv")}'`],
  ["a Parquet list", () => `SELECT * FROM parquet_scan(['granted_0', '${outside}'])`],
  ["a URL", () => "SELECT * FROM parquet_scan('https://example.com/a.parquet')"],
  ["a file that is not there", () => `SELECT * FROM parquet_scan('${bench.path("not-there.parquet")}')`],
];

describe.each([
  ...statements.map((attack) => [...attack, "refused/statement"] as const),
  ...reads.map((attack) => [...attack, "refused/path"] as const),
])("%s", (_name, sql, code) => {
  test(`is refused as ${code}, changes nothing on the disk, and the next query is fine`, async () => {
    const before = fingerprint();
    const error = await errorOf(ask(session, sql()));
    expect(error.code).toBe(code);
    expect(JSON.stringify(error.message)).not.toContain("secret,");
    expect(fingerprint()).toEqual(before);
    expect(await ask(session, "SELECT x FROM reference")).toEqual([{ x: 1 }]);
  });
});

describe("the gate for people's SQL", () => {
  test.each([
    "SELECT * FROM reference WHERE x > 1",
    "WITH t AS (SELECT 1) SELECT * FROM t",
    "VALUES (1)",
    "SELECT * FROM range(3)",
    "FROM production",
    "SELECT 'COPY x TO y; read_csv(' AS t",
  ])("lets %s through", async (sql) => {
    await expect(engine.gate(sql)).resolves.toBeUndefined();
  });

  test.each([
    ...statements.map(([, sql]) => sql),
    () => "SELECT 1; SELECT 2",
    () => "",
    () => "SELECT 1) SELECT 7 --",
    () => "SELECT * FROM glob('*')",
    () => "SELECT * FROM parquet_scan('granted_0')",
    () => `SELECT * FROM "read_csv_auto"('x')`,
    () => "SELECT * FROM duckdb_settings()",
    () => `SELECT ${"1,".repeat(40_000)}1`,
  ])("refuses %s", async (sql) => {
    expect((await errorOf(engine.gate(sql()))).code).toBe("refused/statement");
  });
});
