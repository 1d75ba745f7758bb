import { fail } from "../base/errors.ts";
import { jsonPointer } from "./strict-json.ts";

/** Something that is wrong with a document, and where. */
export interface DocumentIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Fails with the first issue in the message and up to twenty in the detail, each with its JSON pointer. */
export function invalidDocument(what: string, issues: readonly DocumentIssue[]): never {
  const lines = issues.map(({ path, message }) => `${jsonPointer(path) || "the whole file"}: ${message}`);
  const more = lines.length > 1 ? ` (and ${String(lines.length - 1)} more)` : "";
  return fail({
    code: "document/invalid",
    message: `The investigation ${what}: ${lines[0] ?? "it does not follow the format"}${more}.`,
    meaning: "Casefile neither opens nor writes a file that breaks the rules of its format.",
    fix: "Mend the place by hand, or take an earlier version from version control or a backup.",
    detail: lines.slice(0, 20).join("\n"),
  });
}
