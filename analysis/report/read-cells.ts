import { freshness, staleReason } from "../document/freshness.ts";
import type { Cell, Investigation, LockedCell } from "../document/schema.ts";
import type { AnyKind, ResultFace } from "../kinds/kind.ts";
import { kindById } from "../kinds/registry.ts";

/**
 * What can be said about a cell without running it. `fresh` and `stale` have a result; `stale` was computed from other
 * settings, data or software than the file names now.
 */
type CellState = "fresh" | "stale" | "not_run" | "unknown_kind" | "unreadable" | "note";

export interface ReadCell {
  readonly cell: Cell;
  /** Place in the notebook, from 1. */
  readonly number: number;
  readonly title: string;
  readonly kind: AnyKind | undefined;
  readonly state: CellState;
  readonly locked: LockedCell | null;
  /** Null unless the state is `fresh` or `stale`. */
  readonly face: ResultFace | null;
  /** Why a result is stale, or could not be read: a clause. */
  readonly problem: string | null;
}

export type KindLookup = (id: string) => AnyKind | undefined;

/** Every cell of an investigation as its kind reads it. One bad cell is a state, never an exception. */
export const readCells = (investigation: Investigation, kindOf: KindLookup = kindById): readonly ReadCell[] =>
  investigation.cells.map((cell, index) =>
    readCell(investigation, cell, { number: index + 1, kind: kindOf(cell.kind) }),
  );

function readCell(
  investigation: Investigation,
  cell: Cell,
  { number, kind }: { number: number; kind: AnyKind | undefined },
): ReadCell {
  const blank = {
    ...{ cell, number, kind, face: null, problem: null },
    locked: investigation.lock?.cells[cell.id] ?? null,
    title: cell.title.trim() === "" ? (kind?.title ?? cell.kind) : cell.title,
  };
  if (kind === undefined || kind.version < cell.kind_version) return { ...blank, state: "unknown_kind" };
  if (kind.inert) return { ...blank, state: "note" };
  try {
    const settings = { kindVersion: kind.version, params: kind.normalize(cell.params) };
    const state = freshness(investigation, cell, settings, null);
    if (state === "never") return { ...blank, state: "not_run" };
    const problem = staleReason(investigation, cell, settings, null);
    return { ...blank, state, problem, face: kind.read(investigation.results[cell.id]) };
  } catch (thrown) {
    return { ...blank, state: "unreadable", problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
