import type { PinnedColumn } from "../document/schema.ts";
import type { EnginePort, EngineSession, JobOptions as PortOptions, RelationSpec } from "../run/engine-port.ts";

export interface EngineOptions {
  /** How many query workers run at once; the default is the number of cores, at most 4. */
  readonly workers?: number;
  /** A folder of ours for converted copies of files that the engine can't read. It is made when it is first needed. */
  readonly cacheDir: string;
  /** The bundled `query-worker.cjs`; `file-worker.cjs` and the two wasm files lie beside it. */
  readonly workerUrl?: URL | string;
  /** How long one query may take, and how long a file job may stay silent. Milliseconds; default 60,000. */
  readonly timeoutMs?: number;
}

export interface JobOptions extends PortOptions {
  /** Aborting it ends the workers that run the job; what waits for them rejects with `cancelled/by-user`. */
  readonly signal?: AbortSignal;
}

export interface HashedFile {
  readonly sha256: string;
  readonly bytes: number;
}

/** One dataset: files of one schema, read one after the other. */
export interface PinnedData {
  /** Absolute paths, in the order given. */
  readonly files: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly rows: number;
  }[];
  readonly rows: number;
  /** Types are the engine's after the casts of `casts.ts`; a column it can't read has the type `UNSUPPORTED` and a note. */
  readonly schema: readonly PinnedColumn[];
  /** Range of each TIMESTAMP and DATE column, ISO 8601 in UTC with milliseconds; null when there is no finite value. */
  readonly timestamps: readonly { readonly column: string; readonly min: string | null; readonly max: string | null }[];
  /** Approximate number of distinct values (HyperLogLog) of each supported column. */
  readonly distinct: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** The engine that ships. */
export interface Engine extends EnginePort {
  /** Checks, hashes and audits files, and converts what the engine can't read. Nothing of the files is written. */
  pinData(paths: readonly string[], options?: JobOptions): Promise<PinnedData>;
  hashFile(path: string, options?: JobOptions): Promise<HashedFile>;
  open(relations: readonly RelationSpec[], options?: JobOptions): Promise<EngineSession>;
  /** Passes when the engine's own parser takes the text as exactly one SELECT that names no table function of ours to keep; else `refused/statement`. */
  gate(sql: string): Promise<void>;
  close(): Promise<void>;
}
