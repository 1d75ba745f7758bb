import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { loadTypeScript } from "../load-typescript.mjs";
import { incident } from "./incident.mjs";
import { createTable, writeParquet } from "./parquet.mjs";
import { requestsOf } from "./requests.mjs";
import { trainingFeaturesSql } from "./training.mjs";
import { truthOf } from "./truth.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Writes the three Parquet files and `truth.json` into a folder; the same bytes on every run. */
export async function generateCreditDefault(folder) {
  const { uniformFrom } = await loadTypeScript("analysis/base/rng.ts");
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const { reference, production } = incident;
  await createTable(connection, "reference", requestsOf(reference, 1, uniformFrom));
  await createTable(connection, "production", requestsOf(production, reference.rows + 1, uniformFrom));
  await writeParquet(connection, "reference", path.join(folder, "reference.parquet"));
  await writeParquet(connection, "production", path.join(folder, "production.parquet"));
  await connection.run(trainingFeaturesSql);
  await writeParquet(connection, "training_features", path.join(folder, "training_features.parquet"));
  const truth = await truthOf(connection);
  await writeFile(path.join(folder, "truth.json"), `${JSON.stringify(truth, null, 2)}\n`);
  connection.closeSync();
  instance.closeSync();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await generateCreditDefault(process.argv[2] ?? here);
