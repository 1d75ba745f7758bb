import { randomBytes } from "node:crypto";
import path from "node:path";
import { fail } from "../../analysis/base/errors.ts";

/** 128 random bits: nothing that a page can guess, or learn a path from. */
export const newHandle = (): string => randomBytes(16).toString("hex");

/** The files that one window may name, by opaque handle. Grants die with their window. */
export class FileGrants {
  readonly #paths = new Map<string, string>();
  readonly #handles = new Map<string, string>();

  /** The handle of a file that a person chose, or that a trusted rule resolved. One file has one handle in a window. */
  grant(file: string): string {
    const absolute = path.resolve(file);
    const known = this.#handles.get(absolute);
    if (known !== undefined) return known;
    const handle = newHandle();
    this.#paths.set(handle, absolute);
    this.#handles.set(absolute, handle);
    return handle;
  }

  pathOf(handle: string): string {
    return (
      this.#paths.get(handle) ??
      fail({
        code: "refused/path",
        message: "That file was not granted to this window.",
        fix: "Choose the file again.",
      })
    );
  }

  all(): { fileId: string; path: string }[] {
    return [...this.#paths].map(([fileId, file]) => ({ fileId, path: file }));
  }

  revokeAll(): void {
    this.#paths.clear();
    this.#handles.clear();
  }
}
