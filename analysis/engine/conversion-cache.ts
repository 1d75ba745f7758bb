import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileFault } from "./faults.ts";
import type { JobOptions } from "./engine-api.ts";
import type { FileJobs, KnownFile } from "./file-jobs.ts";
import { limits } from "./limits.ts";
import type { FileIdentity } from "./file-identity.ts";

/** Changes when a conversion would write other bytes. */
const recipe = "parquet-wasm 0.8.0 snappy 1";

/** Converted copies of columns, one file each, named by the source's content, the columns and the recipe. */
export class ConversionCache {
  readonly #folder: string;
  readonly #jobs: FileJobs;

  constructor(folder: string, jobs: FileJobs) {
    this.#folder = folder;
    this.#jobs = jobs;
  }

  /** A copy of the file's `columns` that the engine reads right; made when it is not there yet, or not whole. */
  async copyOf({ check, sha256 }: KnownFile, columns: readonly string[], options: JobOptions): Promise<FileIdentity> {
    const part = createHash("sha256")
      .update(JSON.stringify([recipe, ...columns]))
      .digest("hex")
      .slice(0, 16);
    const target = join(this.#folder, `${sha256}-${part}.parquet`);
    const present = existsSync(target) ? await this.#whole(target, check.rows, options) : null;
    if (present !== null) return present;
    if (check.largestRowGroupBytes > limits.convertRowGroupBytes) {
      throw fileFault(
        "limit/size",
        check.identity.path,
        `must be converted, but has a row group of ${check.largestRowGroupBytes} bytes; ${limits.convertRowGroupBytes} are allowed.`,
        {
          fix: "Export it with smaller row groups, or with Snappy or Zstandard compression.",
        },
      );
    }
    await this.#jobs.convert(check.identity, columns, target, options);
    const made = await this.#whole(target, check.rows, options);
    if (made === null)
      throw fileFault(
        "file/unreadable",
        check.identity.path,
        "could not be converted: the copy has another number of rows.",
      );
    return made;
  }

  async #whole(target: string, rows: number, { signal }: JobOptions): Promise<FileIdentity | null> {
    const [check] = await this.#jobs
      .check([target], signal === undefined ? {} : { signal })
      .catch((thrown: unknown) => {
        if (signal?.aborted === true) throw thrown;
        return [];
      });
    return check?.rows === rows ? check.identity : null;
  }
}
