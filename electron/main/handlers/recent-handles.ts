import { fail } from "../../../analysis/base/errors.ts";
import { newHandle } from "../file-grants.ts";

/** Names recent files without saying where they are. */
export class RecentHandles {
  readonly #handles = new Map<string, string>();

  handleOf(file: string): string {
    const known = this.#handles.get(file) ?? newHandle();
    this.#handles.set(file, known);
    return known;
  }

  fileOf(handle: string): string {
    for (const [file, known] of this.#handles) if (known === handle) return file;
    return fail({
      code: "refused/path",
      message: "That is none of the recent files.",
      fix: "Open the file by its name.",
    });
  }
}
