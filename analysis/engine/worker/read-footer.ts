import { readSync } from "node:fs";
import { parquetMetadataAsync, type FileMetaData } from "hyparquet";
import { fileFault } from "../faults.ts";
import { limits } from "../limits.ts";
import { looksLike } from "./looks-like.ts";
import type { OpenFile } from "./open-file.ts";

const magic = "PAR1";
const encryptedMagic = "PARE";

function bytesAt(file: OpenFile, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, Math.min(length, file.identity.bytes - start)));
  readSync(file.descriptor, bytes, 0, bytes.length, start);
  return bytes;
}

/** Refuses what can't be a Parquet file, or not a whole one, before anything parses it. */
function checkFrame(file: OpenFile): void {
  const { path, bytes } = file.identity;
  if (bytes === 0) throw fileFault("file/empty", path, "is empty: it has 0 bytes.");
  if (bytes > limits.fileBytes)
    throw fileFault("limit/size", path, `has ${bytes} bytes; ${limits.fileBytes} are allowed.`);
  const head = bytesAt(file, 0, 512);
  const start = head.toString("latin1", 0, 4);
  const end = bytesAt(file, Math.max(0, bytes - 8), 8);
  const last = end.toString("latin1", end.length - 4);
  if (start === encryptedMagic || last === encryptedMagic)
    throw fileFault("file/unsupported", path, "is encrypted, which Casefile can't read.");
  if (start !== magic)
    throw fileFault("file/not-parquet", path, `is not a Parquet file. It looks like ${looksLike(head)}.`);
  if (last !== magic || bytes < 12)
    throw fileFault("file/truncated", path, "is cut off: the end of a Parquet file is missing.");
  const footer = end.readUInt32LE(0);
  if (footer > bytes - 12)
    throw fileFault("file/unreadable", path, `is damaged: its footer would have ${footer} bytes.`);
  if (footer > limits.footerBytes)
    throw fileFault("limit/size", path, `has a footer of ${footer} bytes; ${limits.footerBytes} are allowed.`);
}

const asIs = <T>(value: T): T => value;

/** Reads the footer; text in its statistics stays bytes, and times stay integers. Throws `file/…` or `limit/size`. */
export async function readFooter(file: OpenFile): Promise<FileMetaData> {
  checkFrame(file);
  const { path, bytes } = file.identity;
  const buffer = {
    byteLength: bytes,
    slice: (start: number, end = bytes): ArrayBuffer => new Uint8Array(bytesAt(file, start, end - start)).buffer,
  };
  const parsers = {
    stringFromBytes: asIs,
    dateFromDays: asIs,
    timestampFromMilliseconds: asIs,
    timestampFromMicroseconds: asIs,
    timestampFromNanoseconds: asIs,
    uuidFromBytes: asIs,
  };
  try {
    return await parquetMetadataAsync(buffer, { parsers });
  } catch (thrown) {
    throw fileFault("file/unreadable", path, "has a damaged footer.", { detail: String(thrown) });
  }
}
