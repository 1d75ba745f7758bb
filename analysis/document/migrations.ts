import { fail } from "../base/errors.ts";
import type { JsonObject } from "../base/json.ts";

export type Migration = (older: JsonObject) => JsonObject;

/**
 * How a file of each older version becomes one of the next: pure, one step each, never edited after its release. Version 1
 * is the first, so there is none yet; `fixtures/` has a file of every version that was ever released.
 */
export const migrations: ReadonlyMap<number, Migration> = new Map();

/** Takes a file from `version` to `target`, step by step. */
export function migrate(file: JsonObject, version: number, target: number, steps = migrations): JsonObject {
  let migrated = file;
  for (let from = version; from < target; from += 1) {
    const step = steps.get(from);
    if (step === undefined)
      return fail({ code: "document/invalid", message: `Casefile knows no format version ${String(from)}.` });
    migrated = { ...step(migrated), version: from + 1 };
  }
  return migrated;
}
