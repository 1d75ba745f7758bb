import { recordOf, type ErrorRecord } from "../../analysis/base/errors.ts";
import { freshness, staleReason } from "../../analysis/document/freshness.ts";
import type { Cell, EnginePin, Investigation } from "../../analysis/document/schema.ts";
import { kindById } from "../../analysis/kinds/registry.ts";
import { settingsOf } from "../../analysis/kinds/settings.ts";

/** Where a cell stands apart from running. `unknown` needs a newer Casefile; `inert` has nothing to run. */
export interface CellStatus {
  readonly freshness: "fresh" | "stale" | "never" | "inert" | "unknown";
  /** Why it is stale: "the cell's settings changed". */
  readonly reason: string | null;
  /** Why its settings can't run. */
  readonly refused: ErrorRecord | null;
}

type Statuses = ReadonlyMap<string, CellStatus>;

let cached: {
  readonly investigation: Investigation;
  readonly engine: EnginePin | null;
  readonly statuses: Statuses;
} | null = null;

/** The status of every cell. Keys are compared, so there is no bookkeeping that could be wrong; the last answer is kept. */
export function statusesOf(investigation: Investigation, engine: EnginePin | null): Statuses {
  if (cached !== null && cached.investigation === investigation && cached.engine === engine) return cached.statuses;
  const before = cached?.statuses;
  const statuses = new Map(
    investigation.cells.map(
      (cell) => [cell.id, kept(before?.get(cell.id), statusOf(investigation, cell, engine))] as const,
    ),
  );
  cached = { investigation, engine, statuses };
  return statuses;
}

/** The earlier object where it says the same, so that a cell whose status stays is not drawn again. */
const kept = (before: CellStatus | undefined, now: CellStatus): CellStatus =>
  before?.freshness === now.freshness && before.reason === now.reason && now.refused === null && before.refused === null
    ? before
    : now;

const still: CellStatus = { freshness: "inert", reason: null, refused: null };

function statusOf(investigation: Investigation, cell: Cell, engine: EnginePin | null): CellStatus {
  const kind = kindById(cell.kind);
  if (kind === undefined || kind.version < cell.kind_version) return { ...still, freshness: "unknown" };
  try {
    const settings = settingsOf(cell);
    if (settings === null) return still;
    const state = freshness(investigation, cell, settings, engine);
    return { freshness: state, reason: staleReason(investigation, cell, settings, engine), refused: null };
  } catch (thrown) {
    const stored = investigation.results[cell.id] !== undefined;
    return { freshness: stored ? "stale" : "never", reason: "its settings cannot run", refused: recordOf(thrown) };
  }
}

/** Ids of the cells whose stored result is not what a run would give. */
export const staleCellIds = (investigation: Investigation, engine: EnginePin | null): readonly string[] =>
  [...statusesOf(investigation, engine)]
    .filter(([, { freshness: state }]) => state === "stale" || state === "never")
    .map(([id]) => id);

export const runnableCellIds = (investigation: Investigation, engine: EnginePin | null): readonly string[] =>
  [...statusesOf(investigation, engine)]
    .filter(([, { freshness: state }]) => state !== "inert" && state !== "unknown")
    .map(([id]) => id);
