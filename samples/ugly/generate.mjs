import { mkdir } from "node:fs/promises";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { cases } from "./cases.mjs";

/** Writes `CASE-reference.parquet` and `CASE-production.parquet` for every case into a folder, and prints their names. */
async function writeCases(folder) {
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  for (const { name, rows, ...sides } of cases) {
    for (const [side, select] of Object.entries(sides)) {
      const file = path.join(folder, `${name}-${side}.parquet`);
      const target = file.replaceAll("'", "''");
      await connection.run(
        `COPY (SELECT ${select} FROM range(${rows}) AS r(i)) TO '${target}' (FORMAT parquet, COMPRESSION zstd)`,
      );
      console.log(path.basename(file));
    }
  }
  connection.closeSync();
  instance.closeSync();
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error("Name a folder to write to: node samples/ugly/generate.mjs FOLDER");
  process.exitCode = 2;
} else await writeCases(folder);
