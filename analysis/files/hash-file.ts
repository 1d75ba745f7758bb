import { createHash } from "node:crypto";
import { fail } from "../base/errors.ts";
import { inputError } from "./input-error.ts";
import { openRegularFile } from "./open-regular-file.ts";

export interface HashOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

const chunkBytes = 1024 * 1024;

/** SHA-256 of all raw bytes of an ordinary file, in steps of 1 MiB, and how many bytes that were. */
export async function hashFile(
  path: string,
  { signal, onProgress }: HashOptions = {},
): Promise<{ sha256: string; bytes: number }> {
  const { handle, bytes: total } = await openRegularFile(path);
  try {
    const hash = createHash("sha256");
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let done = 0;
    for (;;) {
      if (signal?.aborted === true) fail({ code: "cancelled/by-user", message: "Reading the file was cancelled." });
      const { bytesRead } = await handle.read(chunk, 0, chunkBytes, done);
      if (bytesRead === 0) return { sha256: hash.digest("hex"), bytes: done };
      hash.update(chunk.subarray(0, bytesRead));
      done += bytesRead;
      onProgress?.(done, total);
    }
  } catch (error) {
    throw inputError(error, path);
  } finally {
    await handle.close();
  }
}
