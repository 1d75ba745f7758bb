import { createHash } from "node:crypto";
import { basename } from "node:path";
import { fail } from "../base/errors.ts";
import { inputError } from "./input-error.ts";
import { openRegularFile } from "./open-regular-file.ts";

const defaultMaximum = 64 * 1024 * 1024;

export interface TextFile {
  readonly text: string;
  /** Of the raw bytes: what a later save expects to find (`saveAtomically`). */
  readonly sha256: string;
}

/**
 * Reads a whole text file, at most `maximumBytes`. A byte order mark stays in the text, for the parser to name.
 * @throws the errors of `openRegularFile`; `limit/size`; `document/invalid` for what is not UTF-8
 */
export async function readTextFile(path: string, maximumBytes = defaultMaximum): Promise<TextFile> {
  const { handle, bytes: size } = await openRegularFile(path);
  try {
    if (size > maximumBytes) tooLarge(path, maximumBytes);
    const bytes = await handle.readFile();
    if (bytes.length > maximumBytes) tooLarge(path, maximumBytes);
    return { text: decoded(bytes, path), sha256: createHash("sha256").update(bytes).digest("hex") };
  } catch (error) {
    throw inputError(error, path);
  } finally {
    await handle.close();
  }
}

function decoded(bytes: Uint8Array, path: string): string {
  const [first, second] = bytes;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  try {
    if (!utf16) return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Told below, in words.
  }
  return fail({
    code: "document/invalid",
    message: `${basename(path)} is not a UTF-8 text file${utf16 ? " but UTF-16" : ""}.`,
    fix: utf16 ? "Save it as UTF-8." : "Choose a .casefile file, or take an earlier version of this one.",
    where: { file: path },
  });
}

const tooLarge = (path: string, maximumBytes: number): never =>
  fail({
    code: "limit/size",
    message: `${basename(path)} is larger than ${String(Math.floor(maximumBytes / 1024 / 1024))} MiB.`,
    fix: "Check that it is the file that you meant.",
    where: { file: path },
  });
