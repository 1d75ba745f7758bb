import { fail } from "../base/errors.ts";
import type { Json } from "../base/json.ts";
import { z } from "../base/schema.ts";
import type { Cell } from "../document/schema.ts";
import { kindById } from "./registry.ts";

/**
 * A cell's settings with defaults filled in; null where this Casefile has nothing to run (a note, an unknown kind).
 * @throws `config/invalid` with the place of the first setting that the kind refuses
 */
export function settingsOf(cell: Cell): Json | null {
  const kind = kindById(cell.kind);
  return kind === undefined || kind.inert || kind.version < cell.kind_version ? null : normalizedSettings(cell);
}

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
