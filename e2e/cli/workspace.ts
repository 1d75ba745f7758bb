import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll } from "vitest";

const command = path.join(import.meta.dirname, "../../dist/cli/main.mjs");

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Workspace {
  /** The path of a file in the workspace. */
  file(name: string): string;
  /** Runs the command line in the workspace, each time as a new process. */
  casefile(...args: string[]): Promise<Ended>;
  /** Writes what a SELECT gives as Parquet. */
  parquet(name: string, select: string): Promise<void>;
}

/**
 * A folder of its own for the tests of one file, with a cache of its own; it is removed afterwards.
 * @param extra variables of the command's environment
 */
export function useWorkspace(extra: Readonly<Record<string, string>> = {}): Workspace {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "casefile-cli-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const file = (name: string): string => path.join(folder, name);
  return {
    file,
    casefile: (...args) => run(args, folder, extra),
    parquet: (name, select) => writeParquet(file(name), select),
  };
}

function run(args: readonly string[], cwd: string, extra: Readonly<Record<string, string>>): Promise<Ended> {
  const env = { ...process.env, XDG_CACHE_HOME: path.join(cwd, ".cache"), ...extra };
  const child = spawn(process.execPath, [command, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += String(text)));
  child.stderr.on("data", (text) => (err += String(text)));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, out, err });
    });
  });
}

async function writeParquet(file: string, select: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    await connection.run(`COPY (${select}) TO '${file.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Rows of a small model log: 40 days, a skewed amount, a rare country, an hourly time. */
export const logRows = (rows: number, shift = 0): string => `SELECT i AS request_id,
  TIMESTAMP '2026-01-01' + to_hours((i % 960)::INT) + to_days(${shift ? 60 : 0}) AS event_time,
  ((i * 7919) % 1000) / 10e0 + ${shift} AS amount, CASE WHEN i % 50 = 0 THEN NULL ELSE i % 7 END AS visits,
  CASE i % 11 WHEN 0 THEN 'LU' WHEN 1 THEN 'AT' WHEN 2 THEN 'AT' ELSE 'DE' END AS country,
  ((i * 104729) % 997) / 997e0 AS score, (i % 5 = 0)::INT AS label FROM range(${rows}) AS r(i)`;
