import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const numbers = Array.from({ length: 21 }, (_, index) => ({ name: `x${index}`, type: "number", index }));
const categories = Array.from({ length: 6 }, (_, index) => ({ name: `c${index}`, type: "category", index }));

/** The 27 columns to analyse; with `id`, `event_time`, `score` and `label` a file has 31. */
export const columns = [...numbers, ...categories];

/** A number in [0, 1) that depends on the row and the column alone. */
const uniform = (salt) => `(hash(i * 100 + ${salt}) >> 11)::DOUBLE / 9007199254740992e0`;

/** A third of the numbers are skewed, a third rounded, a third plain; every fifth column moves in production; nearly every score is distinct. */
function select(side) {
  const moved = (index) => (side === "production" && index % 5 === 0 ? 0.1 : 0);
  const shapes = [
    (index) => `-ln(1e0 - ${uniform(index)}) + ${moved(index)}`,
    (index) => `floor(${uniform(index)} * 200 + ${moved(index)} * 200)`,
    (index) => `CASE WHEN ${uniform(index + 50)} < 0.02 THEN NULL ELSE ${uniform(index)} + ${moved(index)} END`,
  ];
  return [
    "i AS id",
    `TIMESTAMP '2026-0${side === "reference" ? 1 : 5}-01' + to_seconds(i % 5184000) AS event_time`,
    ...numbers.map(({ name, index }) => `${shapes[index % 3](index)} AS ${name}`),
    ...categories.map(
      ({ name, index }) =>
        `'v' || floor(pow(${uniform(index + 30)}, 2) * ${[4, 10, 30, 100, 300, 1000][index]} + ${moved(index)} * 10)::INT AS ${name}`,
    ),
    `${uniform(90)} AS score`,
    `(${uniform(91)} < ${uniform(90)})::INT AS label`,
  ].join(", ");
}

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
