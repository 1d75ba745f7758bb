import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Compression, ParquetFile, transformParquetStream, WriterPropertiesBuilder } from "parquet-wasm/node";
import { CasefileError, type ErrorCode } from "../../base/errors.ts";
import { fault, fileFault } from "../faults.ts";
import type { FileIdentity } from "../file-identity.ts";
import { FileBlob } from "./file-blob.ts";
import { assertUnchanged, reopen } from "./open-file.ts";

interface ParquetWasm {
  readonly Compression: typeof Compression;
  readonly ParquetFile: typeof ParquetFile;
  readonly WriterPropertiesBuilder: typeof WriterPropertiesBuilder;
  readonly transformParquetStream: typeof transformParquetStream;
}

const rowGroupRows = 122_880;

/**
 * Writes the named columns of a file anew, Snappy-compressed, in pieces of one row group; the result appears under
 * `target` when it is whole, or not at all. The source is only read. `tell` hears of the bytes written.
 */
export async function convertFile(
  file: FileIdentity,
  columns: readonly string[],
  target: string,
  tell: (done: number) => void,
): Promise<void> {
  const parquet: ParquetWasm = await import("parquet-wasm/node");
  const source = reopen(file);
  const unfinished = `${target}.${randomBytes(6).toString("hex")}.part`;
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    const output = openSync(unfinished, "wx", 0o600);
    try {
      const blob = new FileBlob(source.descriptor, 0, file.bytes);
      await write(output, await converted(parquet, blob, columns), tell);
      fsyncSync(output);
    } finally {
      closeSync(output);
    }
    assertUnchanged(file);
    renameSync(unfinished, target);
  } catch (thrown) {
    if (existsSync(unfinished)) rmSync(unfinished);
    throw conversionFault(thrown, file.path, dirname(target));
  } finally {
    closeSync(source.descriptor);
  }
}

const writeFaults: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOSPC: ["output/disk-full", "is full"],
  EDQUOT: ["output/disk-full", "is full"],
  EACCES: ["output/not-writable", "may not be written by your account"],
  EPERM: ["output/not-writable", "may not be written by your account"],
  EROFS: ["output/not-writable", "is read-only"],
  ENOTDIR: ["output/not-writable", "is not a folder"],
};

/** The cache's folder is at fault when the system says so; else the source is. */
function conversionFault(thrown: unknown, path: string, folder: string): CasefileError {
  if (thrown instanceof CasefileError) return thrown;
  const known = writeFaults[thrown instanceof Error && "code" in thrown ? String(thrown.code) : ""];
  const detail = String(thrown);
  if (known === undefined) {
    return fileFault("file/unreadable", path, "could not be converted to a form that the engine can read.", { detail });
  }
  const message = `The folder for converted copies ${known[1]}: ${folder}`;
  return fault(known[0], message, { detail, fix: "Free some space or choose another cache folder, then run again." });
}

async function converted(
  parquet: ParquetWasm,
  blob: FileBlob,
  columns: readonly string[],
): Promise<AsyncIterable<Uint8Array>> {
  const opened = await parquet.ParquetFile.fromFile(blob as unknown as Blob);
  const batches = await opened.stream({ columns: [...columns], batchSize: 8192, concurrency: 1 });
  const properties = new parquet.WriterPropertiesBuilder()
    .setCompression(parquet.Compression.SNAPPY)
    .setMaxRowGroupSize(rowGroupRows)
    .build();
  return (await parquet.transformParquetStream(batches, properties)) as AsyncIterable<Uint8Array> & ReadableStream;
}

async function write(output: number, chunks: AsyncIterable<Uint8Array>, tell: (done: number) => void): Promise<void> {
  let done = 0;
  for await (const chunk of chunks) {
    writeSync(output, chunk);
    done += chunk.byteLength;
    tell(done);
  }
}
