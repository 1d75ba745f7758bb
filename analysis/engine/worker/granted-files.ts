import { closeSync, readSync } from "node:fs";
import { fault, fileFault } from "../faults.ts";
import type { Grant } from "../protocol.ts";
import { reopen, type OpenFile } from "./open-file.ts";

export const notGranted = (name: string): Error =>
  fault("refused/path", `The file "${name}" is not part of this investigation.`);

/** Where a read puts its bytes. */
export interface ReadTarget {
  readonly memory: Uint8Array;
  readonly offset: number;
  readonly bytes: number;
}

/** The files that one worker may read, and those that its engine has open, by the engine's own numbers. */
export class GrantedFiles {
  #granted: ReadonlyMap<string, Grant> = new Map();
  readonly #opened = new Map<number, OpenFile>();

  /** Replaces the grants; what was open is closed. */
  grant(grants: readonly Grant[]): void {
    for (const id of [...this.#opened.keys()]) this.close(id);
    this.#granted = new Map(grants.map((grant) => [grant.name, grant]));
  }

  has(name: string): boolean {
    return this.#granted.has(name);
  }

  /** Opens a granted file read-only and gives its size. */
  open(id: number, name: string): number {
    const grant = this.#granted.get(name);
    if (grant === undefined) throw notGranted(name);
    this.close(id);
    const opened = reopen(grant);
    this.#opened.set(id, opened);
    return opened.identity.bytes;
  }

  close(id: number): void {
    const file = this.#opened.get(id);
    this.#opened.delete(id);
    if (file !== undefined) closeSync(file.descriptor);
  }

  /** Bytes read; nothing at a file's end is an error, or a corrupt footer makes the engine ask for ever. */
  read(id: number, { memory, offset, bytes }: ReadTarget, position: number): number {
    const file = this.#opened.get(id);
    if (file === undefined) throw notGranted(String(id));
    const read = readSync(file.descriptor, memory, offset, bytes, position);
    if (read > 0 || bytes === 0) return read;
    throw fileFault("file/unreadable", file.identity.path, "is damaged: it points beyond its own end.");
  }

  modifiedMs(id: number): number {
    return Number((this.#opened.get(id)?.identity.modifiedNs ?? 0n) / 1_000_000n);
  }
}
