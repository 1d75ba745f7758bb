import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const numbers = Array.from({ length: 21 }, (_, index) => ({ name: `x${index}`, type: "number", index }));
const categories = Array.from({ length: 6 }, (_, index) => ({ name: `c${index}`, type: "category", index }));

/** The 27 columns to analyse; with `id`, `event_time`, `score` and `label` a file has 31. */
export const columns = [...numbers, ...categories];

/** A number in [0, 1) that depends on the row and the column alone. */
const uniform = (salt) => `(hash(i * 100 + ${salt}) >> 11)::DOUBLE / 9007199254740992e0`;

/** A third of the numbers are skewed, a third rounded, a third plain; every fifth column moves in production; nearly every score is distinct. */
function numbersAndCategories(side) {
  const moved = (index) => (side === "production" && index % 5 === 0 ? 0.1 : 0);
  const shapes = [
    (index) => `-ln(1e0 - ${uniform(index)}) + ${moved(index)}`,
    (index) => `floor(${uniform(index)} * 200 + ${moved(index)} * 200)`,
    (index) => `CASE WHEN ${uniform(index + 50)} < 0.02 THEN NULL ELSE ${uniform(index)} + ${moved(index)} END`,
  ];
  return [
    ...numbers.map(({ name, index }) => ({ name, sql: shapes[index % 3](index) })),
    ...categories.map(({ name, index }) => ({
      name,
      sql: `'v' || floor(pow(${uniform(index + 30)}, 2) * ${[4, 10, 30, 100, 300, 1000][index]} + ${moved(index)} * 10)::INT`,
    })),
  ];
}

const select = (side) =>
  [
    "i AS id",
    `TIMESTAMP '2026-0${side === "reference" ? 1 : 5}-01' + to_seconds(i % 5184000) AS event_time`,
    ...numbersAndCategories(side).map(({ name, sql }) => `${sql} AS ${name}`),
    `${uniform(90)} AS score`,
    `(${uniform(91)} < ${uniform(90)})::INT AS label`,
  ].join(", ");

/** Writes `reference.parquet` and `production.parquet` of `rows` rows and 31 columns each into a folder. */
export async function writeSynthetic(folder, rows) {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  for (const side of ["reference", "production"]) {
    const first = side === "reference" ? 0 : rows;
    const file = path.join(folder, `${side}.parquet`).replaceAll("'", "''");
    await connection.run(
      `COPY (SELECT ${select(side)} FROM range(${first}, ${first + rows}) AS r(i)) TO '${file}' (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
  connection.closeSync();
  instance.closeSync();
}

/** What serving makes of a column: cents, a default, a rounding, an offset, a renaming; the rest as it is. */
const served = {
  x0: (value) => `CASE WHEN i % 5 = 0 THEN (${value}) * 100 ELSE ${value} END`,
  x2: (value) => `coalesce(${value}, -1)`,
  x3: (value) => `round(${value}, 2)`,
  x4: (value) => `CASE WHEN i % 10 = 0 THEN (${value}) + 7 ELSE ${value} END`,
  c1: (value) => `CASE WHEN i % 3 = 0 AND (${value}) = 'v1' THEN 'w1' ELSE ${value} END`,
};

/** Writes `training.parquet` and `serving.parquet`: the same rows in another order, but for 2 % of either, under a text id. */
export async function writeServed(folder, rows) {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const plain = numbersAndCategories("reference");
  for (const side of ["training", "serving"]) {
    const first = side === "training" ? 0 : Math.round(rows / 50);
    const values = plain.map(({ name, sql }) => `${(side === "serving" && served[name]?.(sql)) || sql} AS ${name}`);
    const own = [
      "'REQ-' || lpad(i::VARCHAR, 9, '0') AS id",
      "TIMESTAMP '2026-05-01' + to_seconds(i % 5184000) AS event_time",
    ];
    const file = path.join(folder, `${side}.parquet`).replaceAll("'", "''");
    await connection.run(
      `COPY (SELECT ${[...own, ...values].join(", ")} FROM range(${first}, ${first + rows}) AS r(i) ORDER BY hash(i + ${first}))
       TO '${file}' (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
  connection.closeSync();
  instance.closeSync();
}
