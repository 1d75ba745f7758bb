import { basename } from "node:path";
import { invariant } from "../base/assert.ts";
import { fileFault } from "./faults.ts";
import type { FilePhase } from "../run/engine-port.ts";
import type { HashedFile, JobOptions } from "./engine-api.ts";
import type { FileIdentity } from "./file-identity.ts";
import type { FileCheck } from "./worker/file-check.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** A checked file with the content that it has been proven to have. */
export interface KnownFile {
  readonly check: FileCheck;
  readonly sha256: string;
}

interface PinnedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Waits for all, then gives all, or throws what the first of them in the list threw. */
async function allInOrder<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

const keyOf = ({ path, device, inode, bytes, modifiedNs }: FileIdentity): string =>
  [device, inode, bytes, modifiedNs, path].join(" ");

/** What is asked of files outside the engine: checks, hashes, conversions. A file is hashed once while it stays the same. */
export class FileJobs {
  readonly #pool: WorkerPool;
  readonly #conversions: WorkerPool;
  readonly #hashes = new Map<string, string>();

  constructor(pool: WorkerPool, conversions: WorkerPool) {
    this.#pool = pool;
    this.#conversions = conversions;
  }

  async check(paths: readonly string[], options: JobOptions): Promise<FileCheck[]> {
    const checks: FileCheck[] = [];
    for (const [index, path] of paths.entries()) {
      options.onProgress?.({ phase: "check", label: basename(path), done: index, total: paths.length });
      checks.push(await this.#pool.run({ kind: "check", path }, { signal: options.signal }));
    }
    return checks;
  }

  async hashAny(path: string, options: JobOptions): Promise<HashedFile> {
    const { identity, sha256, bytes } = await this.#pool.run(
      { kind: "hash-any", path },
      this.#telling("hash", path, options),
    );
    this.#hashes.set(keyOf(identity), sha256);
    return { sha256, bytes };
  }

  async hash(check: FileCheck, options: JobOptions): Promise<KnownFile> {
    const file = check.identity;
    const known = this.#hashes.get(keyOf(file));
    const sha256 =
      known ?? (await this.#pool.run({ kind: "hash", file }, this.#telling("hash", file.path, options))).sha256;
    this.#hashes.set(keyOf(file), sha256);
    return { check, sha256 };
  }

  /** The files in their order, side by side, each hashed once. Of several that are not as pinned, the first is told. */
  async verifyAll(files: readonly PinnedFile[], options: JobOptions): Promise<KnownFile[]> {
    const checks = await allInOrder(files.map(({ path }) => this.check([path], options).then(([check]) => check)));
    const hashing = new Map<string, Promise<KnownFile>>();
    return allInOrder(
      files.map(async (pinned, index) => {
        const check = checks[index];
        invariant(check !== undefined, "each file is checked");
        if (check.identity.bytes !== pinned.bytes) return this.verify(check, pinned, options);
        const key = keyOf(check.identity);
        const known = hashing.get(key) ?? this.hash(check, options);
        hashing.set(key, known);
        await known;
        return this.verify(check, pinned, options);
      }),
    );
  }

  /** The file, if it still has the pinned content; else `file/changed`. */
  async verify(check: FileCheck, pinned: Omit<PinnedFile, "path">, options: JobOptions): Promise<KnownFile> {
    const { bytes, path } = check.identity;
    const known = bytes === pinned.bytes ? await this.hash(check, options) : null;
    if (known?.sha256 === pinned.sha256) return known;
    throw fileFault("file/changed", path, "is not the file that was pinned.", {
      meaning: "Its content is another, so the stored results do not describe it.",
      detail: `pinned sha256 ${pinned.sha256}, ${pinned.bytes} bytes; found ${known?.sha256 ?? "another size"}, ${bytes} bytes`,
    });
  }

  async convert(file: FileIdentity, columns: readonly string[], target: string, options: JobOptions): Promise<void> {
    await this.#conversions.run(
      { kind: "convert", file, columns, target },
      this.#telling("convert", file.path, options),
    );
  }

  #telling(
    phase: FilePhase,
    path: string,
    { onProgress, signal }: JobOptions,
  ): { signal: AbortSignal | undefined; onProgress: (done: number, total: number) => void } {
    return { signal, onProgress: (done, total) => onProgress?.({ phase, label: basename(path), done, total }) };
  }
}
