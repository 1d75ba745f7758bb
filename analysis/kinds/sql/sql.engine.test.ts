import { afterAll, beforeAll, expect, it } from "vitest";
import { canonicalJson } from "../../base/canonical-json.ts";
import { CasefileError } from "../../base/errors.ts";
import type { Json } from "../../base/json.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import type { Engine } from "../../engine/engine-api.ts";
import { Bench, specOf } from "../../engine/testing/fixtures.ts";
import type { EngineSession } from "../../run/engine-port.ts";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { sql } from "./index.ts";

const bench = new Bench();
let engine: Engine;
let session: EngineSession;
let native: NativeSource;
let context: CellContext;

const rows = (shift: number): string => `SELECT i::BIGINT AS id, 'c' || (i % 5) AS channel, i % 2 = 0 AS flag,
  CASE WHEN i % 17 = 0 THEN NULL WHEN i % 19 = 0 THEN 'NaN'::DOUBLE ELSE (i * 7919 % 1000) / 8 + ${shift} END::DOUBLE AS amount,
  TIMESTAMP '2026-01-01' + INTERVAL (i % 90) DAY + INTERVAL (i % 86400) SECOND AS seen, DATE '2026-01-01' + (i % 90)::INT AS day,
  (i % 100)::DECIMAL(9, 2) / 4 AS price, 'é"🦊; --' AS "o""dd; name" FROM range(5000) t(i)`;

beforeAll(async () => {
  engine = await bench.engine({ workers: 2 });
  native = await nativeSource();
  const specs = [];
  for (const [relation, shift] of [
    ["reference", 0],
    ["production", 3],
    ["late_labels", 9],
  ] as const) {
    const file = await bench.native(`${relation}.parquet`, rows(shift));
    await native.run(`CREATE VIEW ${relation} AS SELECT * REPLACE (price::DOUBLE AS price) FROM '${file}'`);
    specs.push(await specOf(engine, relation, [file]));
  }
  session = await engine.open(specs);
  context = await contextOver(native);
});
afterAll(async () => {
  native.close();
  await bench.close();
});

async function run(source: StatsSource, text: string): Promise<Json> {
  const params = { sql: text.split("\n"), keep: "aggregates", expect: { rule: "between", low: 0 } };
  const { tasks, finish } = sql.face.prepare(params, context);
  for (const task of tasks) await task.run(source);
  return finish();
}

it.each([
  "SELECT count(*) AS n, sum(id) AS total, avg(amount) FILTER (WHERE isfinite(amount)) AS mean FROM production",
  "SELECT channel, flag, count(*) AS n FROM production GROUP BY ALL ORDER BY ALL",
  "SELECT date_trunc('week', seen)::DATE AS week, count(*) AS n FROM production GROUP BY 1 ORDER BY 1",
  "SELECT day, count(amount) AS n FROM reference GROUP BY day ORDER BY day DESC LIMIT 40",
  "SELECT p.channel, count(*) AS n FROM production p JOIN late_labels USING (id) GROUP BY 1 ORDER BY 1",
  "SELECT 'reference' AS side, max(price) AS v FROM reference\nUNION ALL\nSELECT 'production', min(price) FROM production ORDER BY 1",
  "WITH t AS (SELECT channel, quantile_cont(amount, 0.5) AS m FROM production WHERE isfinite(amount) GROUP BY 1) SELECT * FROM t ORDER BY m, channel",
  "FROM production SELECT count(DISTINCT id) AS ids",
  "SELECT id, row_number() OVER (PARTITION BY channel ORDER BY id DESC) AS place FROM production QUALIFY place = 1 ORDER BY id",
  "SELECT amount, count(*) AS n FROM production GROUP BY amount ORDER BY amount NULLS FIRST LIMIT 12",
  'SELECT "o""dd; name" AS "it\'s", count(*) FROM production GROUP BY 1',
  "SELECT 1 AS a, 2 AS b, NULL::INTEGER AS c, '' AS d, 'null' AS e",
  "SELECT 9007199254740993 AS big, -9007199254740991 AS safe, 170141183460469231731687303715884105727 AS huge",
  "SELECT 1.10 AS price, 0.1 + 0.2 AS sum, 1e0 / 3 AS third, 12345678901234567.25::DECIMAL(30, 2) AS long",
  "SELECT DATE '2026-02-28' + 1 AS day, TIMESTAMP '2026-01-01 00:00:00.000001' AS at, TIME '10:00:00' AS clock",
  "SELECT TIMESTAMPTZ '2026-01-01 00:00:00+05:30' AS at, INTERVAL '3 days' AS wait",
  "SELECT [1, 2, NULL] AS list, true AND NULL AS unknown, 'nan'::DOUBLE AS nan, '-infinity'::DOUBLE AS low",
  "SELECT * FROM range(5) UNION ALL SELECT 99 ORDER BY 1 DESC",
  "SELECT id FROM production WHERE id < 0",
  "SELECT id FROM production ORDER BY id",
  "SELECT md5(string_agg(id::VARCHAR, ',' ORDER BY id)) AS digest FROM production",
  "SELECT arg_max(channel, amount) AS top, mode(channel) AS usual FROM production WHERE isfinite(amount) AND id < 9",
  "SELECT corr(id, price) AS r, stddev_samp(price) AS s FROM production",
  "SELECT CASE WHEN id % 2 = 0 THEN 'even' ELSE 'odd' END AS parity, bool_and(flag) AS every FROM production GROUP BY 1 ORDER BY 1",
  "SELECT count(*) FILTER (WHERE amount IS NULL) AS missing, count(*) FILTER (WHERE isnan(amount)) AS nans FROM production",
  "SELECT r.channel, r.n - p.n AS more FROM (SELECT channel, count(*) AS n FROM reference GROUP BY 1) r\nJOIN (SELECT channel, count(*) AS n FROM production WHERE id < 100 GROUP BY 1) p USING (channel) ORDER BY 1",
])("the product's engine gives the bytes that a recent native DuckDB gives: %s", async (text) => {
  const expected = await run(native, text);
  const found = await run(session, text);
  expect(found).toEqual(expected);
  expect(canonicalJson(found)).toBe(canonicalJson(expected));
  expect(await run(session, text)).toEqual(found);
});

it("refuses a statement that is no SELECT and names the line of a mistake", async () => {
  const messageOf = (text: string): Promise<string> =>
    run(session, text).then(
      () => "",
      (thrown: unknown) => (thrown instanceof CasefileError ? `${thrown.record.code}: ${thrown.record.message}` : "?"),
    );
  expect(await messageOf("DROP VIEW production")).toMatch(/^refused\/statement/);
  expect(await messageOf("SELECT count(*)\nFROM production\nWHERE AND")).toMatch(/^refused\/statement: .*\(line 3\)$/);
  expect(await messageOf("SELECT chanel FROM production")).toMatch(
    /^engine\/query-failed: .*"chanel" not found.*channel/,
  );
});

it("says of a name that is none which is the nearest, among data and earlier cells", async () => {
  const queries = [{ name: "c_proof", title: "Proof", sql: "SELECT count(*) AS n FROM production;" }];
  const seeing = { ...context, queries };
  const table = async (text: string): Promise<readonly unknown[]> => {
    const { tasks, finish } = sql.face.prepare({ sql: [text], keep: "aggregates" }, seeing);
    for (const task of tasks) await task.run(session);
    return (finish() as { rows: unknown[] }).rows;
  };
  expect(await table("SELECT n + 1 AS m FROM c_proof")).toEqual([[5001]]);
  const fixOf = (text: string): Promise<string> =>
    table(text).then(
      () => "",
      (thrown: unknown) => (thrown instanceof CasefileError ? (thrown.record.fix ?? "") : "?"),
    );
  expect(await fixOf("SELECT * FROM c_prof")).toBe(
    'Did you mean "c_proof"? A query reads the data and the SQL cells above this one: reference, production, c_proof.',
  );
  expect(await fixOf("SELECT * FROM whatever_else")).toMatch(/^A query reads the data/);
});
