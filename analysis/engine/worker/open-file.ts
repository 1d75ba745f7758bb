import { closeSync, constants, fstatSync, openSync, realpathSync, statSync, type BigIntStats } from "node:fs";
import { fileFault, systemFault } from "../faults.ts";
import type { FileIdentity } from "../file-identity.ts";

// Windows has neither flag; there a FIFO can't be named as a file and the identity below still holds.
const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;
const noBlock = (constants.O_NONBLOCK as number | undefined) ?? 0;
const readOnly = constants.O_RDONLY | noFollow | noBlock;

const identityOf = (path: string, stat: BigIntStats): FileIdentity => ({
  path,
  device: stat.dev,
  inode: stat.ino,
  bytes: Number(stat.size),
  modifiedNs: stat.mtimeNs,
});

const isSame = (a: FileIdentity, b: FileIdentity): boolean =>
  a.device === b.device && a.inode === b.inode && a.bytes === b.bytes && a.modifiedNs === b.modifiedNs;

const changed = (path: string): Error =>
  fileFault("file/changed-during-run", path, "changed while Casefile was using it.");

export interface OpenFile {
  readonly descriptor: number;
  readonly identity: FileIdentity;
}

/** Opens a regular file read-only, without waiting on pipes and without following a link at its end. Nothing is created. */
function openResolved(path: string): OpenFile {
  const descriptor = openSync(path, readOnly);
  const stat = fstatSync(descriptor, { bigint: true });
  if (!stat.isFile()) {
    closeSync(descriptor);
    throw fileFault("file/not-a-file", path, stat.isDirectory() ? "is a folder." : "is not a regular file.");
  }
  return { descriptor, identity: identityOf(path, stat) };
}

/** Opens the file that `path` leads to. */
export function openPath(path: string): OpenFile {
  try {
    return openResolved(realpathSync(path));
  } catch (thrown) {
    throw systemFault(thrown, path);
  }
}

/** Opens a file again; `file/changed-during-run` when it is not the one that was checked. */
export function reopen(file: FileIdentity): OpenFile {
  let opened: OpenFile;
  try {
    opened = openResolved(file.path);
  } catch {
    throw changed(file.path);
  }
  if (isSame(opened.identity, file)) return opened;
  closeSync(opened.descriptor);
  throw changed(file.path);
}

/** Throws when the file under the path has another size, time or inode than the one that was checked, or is gone. */
export function assertUnchanged(file: FileIdentity): void {
  const stat = statSync(file.path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined || !isSame(identityOf(file.path, stat), file)) throw changed(file.path);
}
