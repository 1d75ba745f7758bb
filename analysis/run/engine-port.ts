import type { StatsSource } from "../base/stats-source.ts";
import type { EnginePin, PinnedColumn } from "../document/schema.ts";

/** What running needs of an engine. `analysis/engine` is the one that ships; nothing here knows it. */
export interface EnginePort {
  readonly pin: EnginePin;
  readonly workers: number;
  hashFile(path: string, options?: JobOptions): Promise<{ readonly sha256: string; readonly bytes: number }>;
  /** Reads what pinning needs of files that belong together; of a changed file it tells what changed. */
  pinData(paths: readonly string[], options?: JobOptions): Promise<{ readonly schema: readonly PinnedColumn[] }>;
  open(relations: readonly RelationSpec[], options?: JobOptions): Promise<EngineSession>;
}

/** The part of `AbortSignal` that hosts share; the pure library has no such type. */
export interface CancelSignal {
  readonly aborted: boolean;
}

export interface JobOptions {
  readonly onProgress?: (progress: FileProgress) => void;
  readonly signal?: CancelSignal;
}

export type FilePhase = "hash" | "check" | "convert" | "audit";

export interface FileProgress {
  readonly phase: FilePhase;
  /** The file's name, or the column's while the data is audited. */
  readonly label: string;
  /** Bytes while hashing and converting, else files or columns. */
  readonly done: number;
  readonly total: number;
}

/** One SQL relation over pinned files, in pin order, with only the rows of `where`. */
export interface RelationSpec {
  readonly relation: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  readonly columns: readonly PinnedColumn[];
  /** A predicate over the relation's columns, after their casts. */
  readonly where: string | null;
}

export interface EngineSession extends StatsSource {
  /** Throws `file/changed-during-run` when a file is not as it was when the session opened. */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}
