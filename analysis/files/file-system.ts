import { constants } from "node:fs";
import { chmod, lstat, open, readFile, realpath, rename, unlink } from "node:fs/promises";

/** The calls of the file system that a save makes, so that a test can let each of them fail. */
export interface FileSystem {
  /** Null when nothing is there. */
  inspect(path: string): Promise<{ readonly kind: "file" | "link" | "other"; readonly mode: number } | null>;
  read(path: string): Promise<Uint8Array>;
  /** A new file that nothing was at before, not followed if it is a link. */
  create(path: string, mode: number): Promise<NewFile>;
  setMode(path: string, mode: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  realPath(path: string): Promise<string>;
  /** Makes a rename in the folder survive a power cut. */
  syncFolder(path: string): Promise<void>;
}

export interface NewFile {
  /** How many bytes were written, perhaps fewer than asked. */
  write(bytes: Uint8Array): Promise<number>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What some network file systems answer: there is nothing more that could be done. */
const offersNoFolderSync = new Set(["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;

export const nodeFileSystem: FileSystem = {
  async inspect(path) {
    try {
      const status = await lstat(path);
      const kind = status.isSymbolicLink() ? "link" : status.isFile() ? "file" : "other";
      return { kind, mode: status.mode & 0o777 };
    } catch (error) {
      if (errorName(error) === "ENOENT") return null;
      throw error;
    }
  },
  read: (path) => readFile(path),
  async create(path, mode) {
    // Windows has no O_NOFOLLOW; O_EXCL alone refuses a link there.
    const handle = await open(path, O_WRONLY | O_CREAT | O_EXCL | ((O_NOFOLLOW as number | undefined) ?? 0), mode);
    return {
      write: async (bytes) => (await handle.write(bytes)).bytesWritten,
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  setMode: (path, mode) => chmod(path, mode),
  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path),
  realPath: (path) => realpath(path),
  async syncFolder(path) {
    if (process.platform === "win32") return;
    const handle = await open(path, O_RDONLY);
    try {
      await handle.sync();
    } catch (error) {
      if (!offersNoFolderSync.has(errorName(error))) throw error;
    } finally {
      await handle.close();
    }
  },
};

/** `ENOSPC`, `EACCES`, …; empty for what is no system error. */
export const errorName = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
