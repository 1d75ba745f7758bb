import { afterAll, beforeAll, expect, test } from "vitest";
import type { EngineSession } from "../run/engine-port.ts";
import { ask, Bench, openAs, runNative } from "./testing/fixtures.ts";

const bench = new Bench();
let file: string;
let session: EngineSession;

beforeAll(async () => {
  file = await bench.native(
    "mixed.parquet",
    `SELECT i AS id, (hash(i) % 2000)::SMALLINT - 1000 AS small, (hash(i + 1) % 4000000000)::UINTEGER AS big,
      CASE WHEN i % 13 = 0 THEN NULL WHEN i % 101 = 0 THEN 'nan'::DOUBLE WHEN i % 103 = 0 THEN 'infinity'::DOUBLE ELSE (hash(i + 2) % 100000)::DOUBLE / 1024 - 30 END AS x,
      ((hash(i + 3) % 1000)::FLOAT / 16)::FLOAT AS f, CASE WHEN i % 9 = 0 THEN NULL ELSE ['alpha', 'beta', 'γ', 'delta''s', ''][1 + (hash(i + 4) % 5)::INTEGER] END AS cat,
      CASE WHEN i % 5 = 0 THEN NULL ELSE i % 3 = 0 END AS flag, (i % 90000)::DECIMAL(18, 4) / 8 AS money,
      TIMESTAMP '1969-12-30 23:59:59.5' + to_seconds(i * 37) AS instant, DATE '1965-01-01' + (i % 20000)::INTEGER AS born,
      TIMESTAMPTZ '2020-01-01 00:00:00+00' + to_seconds(i) AS zoned
    FROM range(250000) r(i)`,
    "ROW_GROUP_SIZE 30000",
  );
  session = await openAs(await bench.engine({ workers: 2 }), "reference", [file]);
});
afterAll(() => bench.close());

/** Sums of halves, quarters and so on below 2^53 are exact in any order, so equal means equal to the last bit. */
const questions: readonly (readonly [string, string])[] = [
  [
    "counts of every column",
    "SELECT count(*)::INTEGER AS n, count(x)::INTEGER AS x, count(cat)::INTEGER AS cat, count(flag)::INTEGER AS flag, count(instant)::INTEGER AS instant FROM $",
  ],
  [
    "exact sums",
    "SELECT sum(id)::DOUBLE AS a, sum(small)::DOUBLE AS b, sum(big)::DOUBLE AS c, sum(f)::DOUBLE AS d, sum(money::DOUBLE) AS e, (sum(x) FILTER (WHERE isfinite(x))) AS g FROM $",
  ],
  [
    "ranges",
    "SELECT min(small)::INTEGER AS a, max(big)::DOUBLE AS b, min(x) AS c, (max(x) FILTER (WHERE isfinite(x))) AS d, min(cat) AS e, max(cat) AS g, min(instant)::VARCHAR AS h, max(born)::VARCHAR AS i FROM $",
  ],
  [
    "non-finite values",
    "SELECT (count(*) FILTER (WHERE isnan(x)))::INTEGER AS nan, (count(*) FILTER (WHERE isinf(x)))::INTEGER AS inf FROM $",
  ],
  [
    "categories",
    "SELECT cat, count(*)::INTEGER AS n, sum(flag::INTEGER)::DOUBLE AS s FROM $ GROUP BY cat ORDER BY cat NULLS FIRST",
  ],
  ["bins", "SELECT floor(x / 4e0) AS bin, count(*)::INTEGER AS n FROM $ WHERE isfinite(x) GROUP BY bin ORDER BY bin"],
  [
    "quantiles",
    "SELECT quantile_disc(small, 0.1)::INTEGER AS a, quantile_disc(big, 0.5)::DOUBLE AS b, quantile_disc(born, 0.9)::VARCHAR AS c FROM $",
  ],
  [
    "days",
    "SELECT date_trunc('month', instant)::TIMESTAMP::VARCHAR AS m, count(*)::INTEGER AS n FROM $ GROUP BY m ORDER BY m",
  ],
  [
    "duplicates",
    "SELECT count(*)::INTEGER AS n FROM (SELECT small, cat, count(*) AS c FROM $ GROUP BY small, cat HAVING c > 1)",
  ],
  [
    "single rows",
    "SELECT id::DOUBLE AS id, small::INTEGER AS small, big::DOUBLE AS big, f::DOUBLE AS f, cat, flag, money::DOUBLE AS money, instant::VARCHAR AS instant, born::VARCHAR AS born FROM $ WHERE id % 24989 = 3 ORDER BY id",
  ],
  ["zoned times as UTC", "SELECT max(zoned)::VARCHAR AS z FROM $"],
];

test.each(questions)("%s equal native DuckDB's", async (name, sql) => {
  const expected = await runNative(
    sql.replace(
      "$",
      name === "zoned times as UTC" ? `(SELECT zoned AT TIME ZONE 'UTC' AS zoned FROM '${file}')` : `'${file}'`,
    ),
  );
  const read = await ask(session, sql.replace("$", "reference"));
  expect(read).toEqual(expected);
});

test("values of every numeric column equal native DuckDB's groups", async () => {
  for (const column of ["small", "big", "x", "f", "money", "flag"]) {
    const { values, counts } = await session.values({ relation: "reference", column });
    const expected = await runNative(
      `SELECT v, count(*)::INTEGER AS n FROM (SELECT ${column}::DOUBLE AS v FROM '${file}') WHERE isfinite(v) GROUP BY v ORDER BY v`,
    );
    expect(values).toEqual(Float64Array.from(expected, ({ v }) => Number(v)));
    expect(counts).toEqual(Float64Array.from(expected, ({ n }) => Number(n)));
  }
});
