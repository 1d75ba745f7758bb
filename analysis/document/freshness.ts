import type { Json } from "../base/json.ts";
import { cellKey, cellParts, resultDigest, type CellInputs } from "./digests.ts";
import { usedByCell } from "./earlier-queries.ts";
import type { Cell, EnginePin, Investigation, LockedCell } from "./schema.ts";

/** `never`: no result is stored. `fresh`: the stored result is what a run would give. `stale`: something changed since. */
export type Freshness = "fresh" | "stale" | "never";

/** What a run of a cell would use: this Casefile's version of the kind, and the settings with defaults filled in. */
export interface RunSettings {
  readonly kindVersion: number;
  readonly params: Json;
}

/**
 * Whether a cell's stored result still belongs to the cell. It compares content, never events, so that opening a file
 * cannot make a result stale and undoing an edit makes it fresh again.
 * @param engine the engine that a run would use, or null while it is not known: then the engine that made the result counts
 */
export function freshness(
  investigation: Investigation,
  cell: Cell,
  settings: RunSettings,
  engine: EnginePin | null,
): Freshness {
  const stored = storedOf(investigation, cell);
  if (stored === null) return "never";
  const inputs = inputsOf(investigation, cell, settings, engine);
  return inputs !== null && stored.locked.key === cellKey(inputs) && isIntact(stored) ? "fresh" : "stale";
}

const causes = [
  ["settings", "the cell's settings changed"],
  ["filters", "the filters changed"],
  ["data", "the data changed"],
  ["model", "the model's description changed"],
  ["engine", "another version of the engine is in use"],
] as const;

/** Why a stored result is stale, as a clause to put after "Not up to date: "; null when it is fresh or there is none. */
export function staleReason(
  investigation: Investigation,
  cell: Cell,
  settings: RunSettings,
  engine: EnginePin | null,
): string | null {
  const stored = storedOf(investigation, cell);
  if (stored === null || freshness(investigation, cell, settings, engine) !== "stale") return null;
  if (!isIntact(stored)) return "the stored result was edited outside Casefile";
  if (cell.kind_version < settings.kindVersion) return "this Casefile measures it by newer rules";
  const { parts } = stored.locked;
  const inputs = inputsOf(investigation, cell, settings, engine);
  if (parts === undefined || inputs === null) return "something changed while it ran";
  const now = cellParts(inputs);
  const used = inputs.queries?.map(({ name }) => name) ?? [];
  const ownOrUsed = `the settings of this cell or of ${used.join(", ")} changed`;
  const changed = causes
    .filter(([part]) => parts[part] !== now[part])
    .map(([part, cause]) => (part === "settings" && used.length > 0 ? ownOrUsed : cause));
  return changed.length === 0 ? "the settings, filters or data changed" : changed.join(", and ");
}

/** What `cellKey` is made of, for one cell of an investigation; null when no engine is known. */
export function inputsOf(
  investigation: Investigation,
  cell: Cell,
  { kindVersion, params }: RunSettings,
  engine: EnginePin | null,
): CellInputs | null {
  const known = engine ?? investigation.lock?.engine ?? null;
  const { datasets, models, filters } = investigation;
  const queries = usedByCell(investigation, cell);
  const own = { kind: cell.kind, kindVersion, params, queries };
  return known && { ...own, datasets, models, filters, engine: known };
}

interface Stored {
  readonly locked: LockedCell;
  readonly result: Json;
}

function storedOf({ lock, results }: Investigation, { id }: Cell): Stored | null {
  const locked = lock?.cells[id];
  const result = results[id];
  return locked === undefined || result === undefined ? null : { locked, result };
}

const digests = new WeakMap<object, string>();

/** Results are immutable and can be large, so each is hashed once. */
function isIntact({ locked, result }: Stored): boolean {
  if (typeof result !== "object" || result === null) return resultDigest(result) === locked.result_digest;
  const digest = digests.get(result) ?? resultDigest(result);
  digests.set(result, digest);
  return digest === locked.result_digest;
}
