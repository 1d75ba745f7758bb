import { recordOf, type ErrorRecord } from "../../analysis/base/errors.ts";
import type { Json } from "../../analysis/base/json.ts";
import type { ResultFace } from "../../analysis/kinds/kind.ts";
import { kindById } from "../../analysis/kinds/registry.ts";

/** What can be said of a stored result, or why it can't be read. */
export type ReadResult =
  { readonly face: ResultFace; readonly error: null } | { readonly face: null; readonly error: ErrorRecord };

const read = new WeakMap<object, Map<string, ReadResult>>();

/** A stored result, read by its kind. Results are immutable, so each is read once. */
export function readResult(kindId: string, result: Json): ReadResult {
  if (typeof result !== "object" || result === null) return readNow(kindId, result);
  const byKind = read.get(result) ?? new Map<string, ReadResult>();
  read.set(result, byKind);
  const known = byKind.get(kindId) ?? readNow(kindId, result);
  byKind.set(kindId, known);
  return known;
}

function readNow(kindId: string, result: Json): ReadResult {
  const kind = kindById(kindId);
  try {
    if (kind === undefined) throw new Error(`unknown kind ${kindId}`);
    return { face: kind.read(result), error: null };
  } catch (thrown) {
    const { detail = "" } = recordOf(thrown);
    return {
      face: null,
      error: {
        code: "document/invalid",
        message: "The stored result of this cell can't be read.",
        meaning: "It was made by another version of Casefile or edited by hand. The rest of the file is not affected.",
        fix: "Run the cell again.",
        detail,
      },
    };
  }
}
