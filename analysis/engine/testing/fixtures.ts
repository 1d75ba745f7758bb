import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { CasefileError, type ErrorRecord } from "../../base/errors.ts";
import { z } from "../../base/schema.ts";
import type { Scalar } from "../../base/stats-source.ts";
import { startEngine } from "../engine.ts";
import type { Engine, EngineOptions } from "../engine-api.ts";
import type { EngineSession, RelationSpec } from "../../run/engine-port.ts";

/** A folder of its own, and an engine whose cache lies beside it. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), "casefile-engine-"));
  readonly cacheDir = mkdtempSync(join(tmpdir(), "casefile-cache-"));
  readonly #engines: Engine[] = [];

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, bytes: Uint8Array | string): string {
    writeFileSync(this.path(name), bytes);
    return this.path(name);
  }

  /** Writes a Parquet file with native DuckDB. */
  async native(name: string, select: string, options = ""): Promise<string> {
    await runNative(`COPY (${select}) TO '${this.path(name)}' (FORMAT PARQUET${options === "" ? "" : `, ${options}`})`);
    return this.path(name);
  }

  async engine(options: Partial<EngineOptions> = {}): Promise<Engine> {
    const engine = await startEngine({ cacheDir: this.cacheDir, workers: 1, ...options });
    this.#engines.push(engine);
    return engine;
  }

  async close(): Promise<void> {
    await Promise.all(this.#engines.map((engine) => engine.close()));
    for (const folder of [this.folder, this.cacheDir]) rmSync(folder, { recursive: true, force: true });
  }
}

let native: Promise<DuckDBInstance> | undefined;

/** Rows of a statement that native DuckDB runs, as JSON values. */
export async function runNative(sql: string): Promise<Record<string, unknown>[]> {
  native ??= DuckDBInstance.create(":memory:");
  const connection = await (await native).connect();
  try {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowObjectsJson();
  } finally {
    connection.closeSync();
  }
}

/** Pins files and opens them as one relation. */
export async function openAs(
  engine: Engine,
  relation: string,
  paths: readonly string[],
  where: string | null = null,
): Promise<EngineSession> {
  return engine.open([await specOf(engine, relation, paths, where)]);
}

export async function specOf(
  engine: Engine,
  relation: string,
  paths: readonly string[],
  where: string | null = null,
): Promise<RelationSpec> {
  const pinned = await engine.pinData(paths);
  return { relation, files: pinned.files, columns: pinned.schema, where };
}

const scalar = z.custom<Scalar>(() => true);

export const ask = (session: EngineSession, sql: string, maxRows = 1000): Promise<readonly Record<string, Scalar>[]> =>
  session.rows({ name: "test", sql, maxRows, row: z.record(z.string(), scalar) });

/** The record of the error that `work` must end with. */
export async function errorOf(work: Promise<unknown>): Promise<ErrorRecord> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof CasefileError) return thrown.record;
    throw thrown;
  }
  throw new Error("expected an error, and there was none");
}
