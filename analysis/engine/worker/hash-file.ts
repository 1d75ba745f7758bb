import { createHash } from "node:crypto";
import { closeSync, readSync } from "node:fs";
import { assertUnchanged, type OpenFile } from "./open-file.ts";

const blockBytes = 4 * 1024 * 1024;

/** SHA-256 of an open file, read through its own descriptor, which is closed at the end. `tell` hears of each block. */
export async function hashFile(
  file: OpenFile,
  tell: (done: number, total: number) => void,
): Promise<{ sha256: string; bytes: number }> {
  const { descriptor, identity } = file;
  try {
    const hash = createHash("sha256");
    const block = Buffer.allocUnsafe(blockBytes);
    let done = 0;
    for (let read = 1; read > 0; done += read) {
      read = readSync(descriptor, block, 0, blockBytes, done);
      hash.update(block.subarray(0, read));
      tell(done + read, identity.bytes);
      // Lets the progress leave and the host end this worker.
      await new Promise((resolve) => setImmediate(resolve));
    }
    assertUnchanged(identity);
    return { sha256: hash.digest("hex"), bytes: done };
  } finally {
    closeSync(descriptor);
  }
}
