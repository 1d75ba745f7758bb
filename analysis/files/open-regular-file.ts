import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { inputError, notAnOrdinaryFile } from "./input-error.ts";

export interface OpenFile {
  readonly handle: FileHandle;
  readonly bytes: number;
  readonly device: bigint;
  readonly inode: bigint;
}

/**
 * Opens an ordinary file for reading. A pipe, device, socket or folder is refused without waiting for it. The caller closes.
 * @throws `file/not-found`, `file/no-permission`, `file/not-a-file`, `file/unreadable`
 */
export async function openRegularFile(path: string): Promise<OpenFile> {
  let handle: FileHandle | undefined;
  try {
    // Windows has no O_NONBLOCK, and no pipes that could block an open either.
    handle = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    const status = await handle.stat({ bigint: true });
    if (!status.isFile()) throw notAnOrdinaryFile(path);
    return { handle, bytes: Number(status.size), device: status.dev, inode: status.ino };
  } catch (error) {
    await handle?.close();
    throw inputError(error, path);
  }
}
