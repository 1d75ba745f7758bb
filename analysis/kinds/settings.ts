import { fail } from "../base/errors.ts";
import type { Json } from "../base/json.ts";
import { z } from "../base/schema.ts";
import type { RunSettings } from "../document/freshness.ts";
import type { Cell } from "../document/schema.ts";
import { kindById } from "./registry.ts";

/**
 * What a run of a cell would use; null where this Casefile has nothing to run (a note, an unknown kind).
 * @throws `config/invalid` with the place of the first setting that the kind refuses
 */
export function settingsOf(cell: Cell): RunSettings | null {
  const kind = kindById(cell.kind);
  if (kind === undefined || kind.inert || kind.version < cell.kind_version) return null;
  return { kindVersion: kind.version, params: normalizedSettings(cell) };
}

/** The settings with defaults filled in; null for an unknown kind. */
export function normalizedSettings(cell: Cell): Json {
  try {
    return kindById(cell.kind)?.normalize(cell.params) ?? null;
  } catch (thrown) {
    if (!(thrown instanceof z.core.$ZodError)) throw thrown;
    const [issue] = thrown.issues;
    return fail({
      code: "config/invalid",
      message: `Invalid setting of "${cell.title}": ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
      meaning: "The cell cannot run with it.",
      fix: "Correct the setting, or reset the cell's settings.",
      where: { cell: cell.id },
    });
  }
}
