import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import type { EnginePin } from "../document/schema.ts";
import { ConversionCache } from "./conversion-cache.ts";
import type { EngineSession, RelationSpec } from "../run/engine-port.ts";
import type { Engine, EngineOptions, HashedFile, JobOptions, PinnedData } from "./engine-api.ts";
import { FileJobs } from "./file-jobs.ts";
import { locateWorkers } from "./locate-workers.ts";
import { pinData } from "./pin-data.ts";
import { QuerySessions } from "./query-sessions.ts";
import { GrantBook, relationQuery, relationSource } from "./relation-source.ts";
import { WorkerPool } from "./worker-pool.ts";

const mostWorkers = 4;
/** Files that are read and hashed side by side. */
const mostFileWorkers = 2;
const defaultTimeoutMs = 60_000;

interface Parts {
  readonly pin: EnginePin;
  readonly workers: number;
  readonly queries: WorkerPool;
  readonly files: WorkerPool;
  readonly conversions: WorkerPool;
  readonly cacheDir: string;
}

class WasmEngine implements Engine {
  readonly pin: EnginePin;
  readonly workers: number;
  readonly #queries: WorkerPool;
  readonly #files: WorkerPool;
  readonly #conversions: WorkerPool;
  readonly #jobs: FileJobs;
  readonly #cache: ConversionCache;
  readonly #sessions: QuerySessions;

  constructor({ pin, workers, queries, files, conversions, cacheDir }: Parts) {
    this.pin = pin;
    this.workers = workers;
    this.#queries = queries;
    this.#files = files;
    this.#conversions = conversions;
    this.#jobs = new FileJobs(files, conversions);
    this.#cache = new ConversionCache(cacheDir, this.#jobs);
    this.#sessions = new QuerySessions(queries);
  }

  pinData(paths: readonly string[], options: JobOptions = {}): Promise<PinnedData> {
    return pinData({ jobs: this.#jobs, cache: this.#cache, sessions: this.#sessions }, paths, options);
  }

  hashFile(path: string, options: JobOptions = {}): Promise<HashedFile> {
    return this.#jobs.hashAny(path, options);
  }

  async open(relations: readonly RelationSpec[], options: JobOptions = {}): Promise<EngineSession> {
    // Workers start while files are hashed.
    this.#queries.startAll();
    const book = new GrantBook();
    const views: { relation: string; query: string }[] = [];
    const verified = await this.#jobs.verifyAll(
      relations.flatMap(({ files }) => files),
      options,
    );
    for (const { relation, files, columns, where } of relations) {
      const known = verified.splice(0, files.length);
      const source = await relationSource(known, book, this.#cache, options);
      views.push({ relation, query: relationQuery(source, columns, where) });
    }
    return this.#sessions.open({ grants: book.grants, views }, options);
  }

  async gate(sql: string): Promise<void> {
    await this.#queries.run({ kind: "gate", sql });
  }

  close(): Promise<void> {
    this.#queries.close();
    this.#files.close();
    this.#conversions.close();
    return Promise.resolve();
  }
}

// Electron 25 has Node 18.15, which has it; older ones may not.
const cores = (): number => (typeof availableParallelism === "function" ? availableParallelism() : cpus().length);

/** Starts the engine and proves that one of its workers answers. The rest start when data is opened. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { workers = Math.min(cores(), mostWorkers), timeoutMs = defaultTimeoutMs, cacheDir } = options;
  const located = locateWorkers(options.workerUrl);
  const queries = new WorkerPool(located.query, Math.max(1, workers), timeoutMs);
  const files = new WorkerPool(located.file, Math.min(cores(), mostFileWorkers), timeoutMs);
  // One at a time, since each holds a row group in memory several times over.
  const conversions = new WorkerPool(located.file, 1, timeoutMs);
  const proof = { kind: "rows", sql: "SELECT 1 AS one", maxRows: 1 } as const;
  try {
    const [wasm] = await Promise.all([readFile(located.wasm), queries.run(proof)]);
    const wasm_sha256 = createHash("sha256").update(wasm).digest("hex");
    const pin = { package: "@duckdb/duckdb-wasm", version: "1.28.0", library: "v0.9.1", wasm_sha256 };
    return new WasmEngine({ pin, workers: Math.max(1, workers), queries, files, conversions, cacheDir });
  } catch (thrown) {
    queries.close();
    files.close();
    throw thrown;
  }
}
