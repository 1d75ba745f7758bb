import { nodeFileSystem, type FileSystem } from "../file-system.ts";

export type Fault = "ENOSPC" | "EIO" | "EACCES" | "EROFS" | "EDQUOT" | "EMFILE" | "EBUSY" | "EPERM" | "ENOTSUP";

export interface BreakableFileSystem extends FileSystem {
  /** Whether the chosen call was reached. */
  broke(): boolean;
  calls(): readonly string[];
  /** Files that were created and not closed. */
  openFiles(): number;
}

/**
 * The real file system, but its `call`-th call fails instead of happening. After `crash` nothing happens any more, as when
 * the process is dead; with `short write` every write takes seven bytes at most.
 */
export function breakableFileSystem(call: number, fault: Fault | "crash" | "short write"): BreakableFileSystem {
  const calls: string[] = [];
  let openFiles = 0;
  const broke = (): boolean => call > 0 && calls.length >= call;
  const guarded = <Arguments extends unknown[], Result>(
    name: string,
    real: (...given: Arguments) => Promise<Result>,
  ) => {
    return async (...given: Arguments): Promise<Result> => {
      calls.push(name);
      if (calls.length === call || (fault === "crash" && broke()))
        throw Object.assign(new Error(`${fault}: ${name}`), { code: fault });
      return real(...given);
    };
  };
  const part = (bytes: Uint8Array): Uint8Array => (fault === "short write" ? bytes.subarray(0, 7) : bytes);
  return {
    broke,
    calls: () => calls,
    openFiles: () => openFiles,
    inspect: guarded("inspect", (path) => nodeFileSystem.inspect(path)),
    read: guarded("read", (path) => nodeFileSystem.read(path)),
    create: guarded("create", async (path, mode) => {
      const file = await nodeFileSystem.create(path, mode);
      openFiles += 1;
      return {
        write: guarded("write", (bytes: Uint8Array) => file.write(part(bytes))),
        sync: guarded("sync", () => file.sync()),
        close: async () => {
          await file.close();
          openFiles -= 1;
          await guarded("close", () => Promise.resolve())();
        },
      };
    }),
    setMode: guarded("setMode", (path, mode) => nodeFileSystem.setMode(path, mode)),
    rename: guarded("rename", (from, to) => nodeFileSystem.rename(from, to)),
    remove: guarded("remove", (path) => nodeFileSystem.remove(path)),
    realPath: guarded("realPath", (path) => nodeFileSystem.realPath(path)),
    syncFolder: guarded("syncFolder", (path) => nodeFileSystem.syncFolder(path)),
  };
}
