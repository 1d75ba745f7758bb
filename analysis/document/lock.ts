import type { Json } from "../base/json.ts";
import { cellKey, cellParts, intentDigest } from "./digests.ts";
import { freshness, inputsOf, type RunSettings } from "./freshness.ts";
import type { Cell, EnginePin, Investigation, LockedCell } from "./schema.ts";

/**
 * What a run of a cell would use, or null where this Casefile has nothing to run (a note, an unknown kind).
 * It may throw for settings that the kind refuses; such a cell has no fresh result.
 */
export type SettingsOf = (cell: Cell) => RunSettings | null;

/** What a cell's run leaves. */
export interface CellOutcome {
  readonly locked: LockedCell;
  readonly result: Json;
  /** Why the result may be shown and not stored, as a clause: "uses now()". */
  readonly unlockable?: string;
}

export interface Runtime {
  readonly engine: EnginePin;
  /** Casefile's version. */
  readonly app: string;
  readonly settingsOf: SettingsOf;
}

/**
 * Stores one cell's outcome, and with it the version of the kind that made it; an outcome for a cell that was removed meanwhile is dropped, and one that can't be computed
 * again leaves the cell without a result. The intent is locked when all is fresh.
 */
export function withOutcome(
  investigation: Investigation,
  cellId: string,
  outcome: CellOutcome,
  runtime: Runtime,
): Investigation {
  const cell = investigation.cells.find(({ id }) => id === cellId);
  if (cell === undefined) return investigation;
  const keeps = outcome.unlockable === undefined;
  const settings = settingsUnlessRefused(cell, runtime.settingsOf) ?? null;
  const others = (id: string): boolean => id !== cellId;
  const cells = filtered(investigation.lock?.cells ?? {}, others);
  const results = filtered(investigation.results, others);
  const stored: Investigation = {
    ...investigation,
    cells: settings === null ? investigation.cells : withVersion(investigation.cells, cell, settings.kindVersion),
    lock: {
      ...{ intent_digest: null, app: runtime.app, engine: runtime.engine },
      cells: keeps
        ? { ...cells, [cellId]: withParts(investigation, cell, outcome.locked, { settings, engine: runtime.engine }) }
        : cells,
    },
    results: keeps ? { ...results, [cellId]: outcome.result } : results,
  };
  return sealed(stored, runtime);
}

/**
 * Locks the intent as it is now if every cell that can run has a fresh result, and unlocks it otherwise. Call it before
 * saving: a changed title needs no run, a changed setting does. Entries of cells that are gone are dropped.
 */
export function sealed(
  investigation: Investigation,
  { engine, settingsOf }: Pick<Runtime, "engine" | "settingsOf">,
): Investigation {
  const { lock } = investigation;
  if (lock === null) return investigation;
  const present = new Set(investigation.cells.map(({ id }) => id));
  const cells = filtered(lock.cells, (id) => present.has(id));
  const results = filtered(investigation.results, (id) => present.has(id));
  const complete = investigation.cells.every((cell) => isSettled(investigation, cell, { engine, settingsOf }));
  const intent_digest = complete ? intentDigest(investigation) : null;
  if (lock.intent_digest === intent_digest && cells === lock.cells && results === investigation.results)
    return investigation;
  return { ...investigation, lock: { ...lock, intent_digest, cells }, results };
}

/** Whether the file claims that its results belong to its intent. Only a run can show that they do. */
export const isLocked = (investigation: Investigation): boolean =>
  investigation.lock?.intent_digest === intentDigest(investigation);

type Judging = Pick<Runtime, "engine" | "settingsOf">;

function isSettled(investigation: Investigation, cell: Cell, { engine, settingsOf }: Judging): boolean {
  const settings = settingsUnlessRefused(cell, settingsOf);
  return settings === null || (settings !== undefined && freshness(investigation, cell, settings, engine) === "fresh");
}

/** The same cells when the version is what it was. */
const withVersion = (cells: Cell[], { id, kind_version }: Cell, version: number): Cell[] =>
  kind_version === version ? cells : cells.map((cell) => (cell.id === id ? { ...cell, kind_version: version } : cell));

/** The parts are those of the document as it is now, so they are kept only when the outcome is for this document. */
function withParts(
  investigation: Investigation,
  cell: Cell,
  locked: LockedCell,
  { settings, engine }: { readonly settings: RunSettings | null; readonly engine: EnginePin },
): LockedCell {
  const { key, result_digest, verdict, headline } = locked;
  const inputs = settings === null ? null : inputsOf(investigation, cell, settings, engine);
  const parts = inputs !== null && cellKey(inputs) === key ? { parts: cellParts(inputs) } : {};
  return { key, ...parts, result_digest, verdict, headline };
}

/** Undefined where the kind refuses the cell's settings. */
function settingsUnlessRefused(cell: Cell, settingsOf: SettingsOf): RunSettings | null | undefined {
  try {
    return settingsOf(cell);
  } catch {
    return undefined;
  }
}

/** The map itself when nothing is left out. */
function filtered<T>(map: Record<string, T>, keeps: (key: string) => boolean): Record<string, T> {
  const kept = Object.entries(map).filter(([key]) => keeps(key));
  return kept.length === Object.keys(map).length ? map : Object.fromEntries(kept);
}
