import type { FileSystem } from "../file-system.ts";

/**
 * What a power cut does to what was not synced.
 * `kept`: everything reached the disk. `lost`: nothing did. `names first`: renames reached it, bytes did not. `torn`: renames
 * did, and of the bytes only the first half, in whole sectors.
 */
export const cuts = ["kept", "lost", "names first", "torn"] as const;
export type Cut = (typeof cuts)[number];

interface Inode {
  synced: Uint8Array;
  now: Uint8Array;
}

const sector = 512;

/** A disk with one folder, whose power can be cut after any call. */
export class MemoryDisk implements FileSystem {
  private names: Map<string, Inode>;
  private syncedNames: Map<string, Inode>;
  private callsLeft: number;

  constructor(files: Readonly<Record<string, Uint8Array>>, calls = Number.POSITIVE_INFINITY) {
    this.names = new Map(Object.entries(files).map(([name, bytes]) => [name, { synced: bytes, now: bytes }]));
    this.syncedNames = new Map(this.names);
    this.callsLeft = calls;
  }

  /** What is found at a path after the power came back. */
  afterCut(path: string, cut: Cut): Uint8Array | null {
    const inode = (cut === "lost" ? this.syncedNames : this.names).get(path);
    if (inode === undefined) return null;
    if (cut === "kept" || inode.now === inode.synced) return inode.now;
    const half = Math.floor(inode.now.length / 2 / sector) * sector;
    return cut === "torn" ? inode.now.slice(0, Math.max(half, inode.synced.length)) : inode.synced;
  }

  inspect(path: string): ReturnType<FileSystem["inspect"]> {
    return this.call(() => (this.names.has(path) ? { kind: "file", mode: 0o644 } : null));
  }

  read(path: string): Promise<Uint8Array> {
    return this.call(() => this.at(path).now);
  }

  create(path: string): ReturnType<FileSystem["create"]> {
    return this.call(() => {
      if (this.names.has(path)) throw Object.assign(new Error(path), { code: "EEXIST" });
      const inode: Inode = { synced: new Uint8Array(), now: new Uint8Array() };
      this.names.set(path, inode);
      return {
        write: (bytes) => this.call(() => this.append(inode, bytes.subarray(0, 2000))),
        sync: () => this.call(() => void (inode.synced = inode.now)),
        close: () => this.call(() => undefined),
      };
    });
  }

  setMode(): Promise<void> {
    return this.call(() => undefined);
  }

  rename(from: string, to: string): Promise<void> {
    return this.call(() => {
      this.names.set(to, this.at(from));
      this.names.delete(from);
    });
  }

  remove(path: string): Promise<void> {
    return this.call(() => void this.names.delete(path));
  }

  realPath(path: string): Promise<string> {
    return this.call(() => path);
  }

  syncFolder(): Promise<void> {
    return this.call(() => void (this.syncedNames = new Map(this.names)));
  }

  private append(inode: Inode, bytes: Uint8Array): number {
    inode.now = Uint8Array.of(...inode.now, ...bytes);
    return bytes.length;
  }

  private at(path: string): Inode {
    const inode = this.names.get(path);
    if (inode === undefined) throw Object.assign(new Error(path), { code: "ENOENT" });
    return inode;
  }

  private call<T>(work: () => T): Promise<T> {
    if (this.callsLeft <= 0) return Promise.reject(Object.assign(new Error("the power is off"), { code: "EIO" }));
    this.callsLeft -= 1;
    return Promise.resolve().then(work);
  }
}
