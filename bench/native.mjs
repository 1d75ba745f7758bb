import { DuckDBInstance } from "@duckdb/node-api";
import { measureWork } from "./measure.mjs";

/**
 * What a quality and a drift cell ask, as plain SQL for native DuckDB: counts and distinct counts of each column, deciles and
 * binned counts of numbers, KS and Wasserstein by one window over grouped values, counts of categories.
 * @param sides the SQL of `reference` and `production`, without parentheses
 */
export async function measureNative(sides, columns, threads) {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowsJS();
  for (const [name, sql] of Object.entries(sides)) await rows(`CREATE VIEW ${name} AS ${sql}`);
  const used = await measureWork(async () => {
    for (const { name, type } of columns) {
      for (const side of Object.keys(sides))
        await rows(`SELECT count(*), count(${name}), count(DISTINCT ${name}), min(${name}), max(${name}) FROM ${side}`);
      await (type === "number" ? measureNumber(rows, name) : measureCategory(rows, name));
    }
  });
  connection.closeSync();
  instance.closeSync();
  return used;
}

async function measureNumber(rows, name) {
  const [[deciles]] = await rows(
    `SELECT quantile_cont(${name}::DOUBLE, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) FROM reference`,
  );
  const bin = deciles.map((edge) => `(${name} >= ${edge.toExponential()})::INT`).join(" + ");
  await rows(`SELECT 'r' AS side, ${bin} AS bin, count(*) FROM reference GROUP BY ALL
    UNION ALL SELECT 'p', ${bin}, count(*) FROM production GROUP BY ALL`);
  await rows(
    `WITH counted AS (
      SELECT v, sum(r) AS r, sum(p) AS p FROM (
        SELECT ${name}::DOUBLE AS v, count(*) AS r, 0 AS p FROM reference WHERE ${name} IS NOT NULL GROUP BY 1
        UNION ALL SELECT ${name}::DOUBLE, 0, count(*) FROM production WHERE ${name} IS NOT NULL GROUP BY 1) GROUP BY v),
      stepped AS (SELECT v, lead(v) OVER w - v AS width, sum(r) OVER w AS r, sum(p) OVER w AS p, sum(r) OVER () AS n,
        sum(p) OVER () AS m FROM counted WINDOW w AS (ORDER BY v))
    SELECT max(abs(r / n - p / m)), sum(abs(r / n - p / m) * width) FROM stepped`,
  );
}

const measureCategory = (rows, name) =>
  rows(`SELECT 'r' AS side, ${name}, count(*) FROM reference GROUP BY ALL
    UNION ALL SELECT 'p', ${name}, count(*) FROM production GROUP BY ALL`);
