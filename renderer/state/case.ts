import type { CellOutcome } from "../../analysis/document/lock.ts";
import type { Investigation } from "../../analysis/document/schema.ts";

/** The part of an investigation that people write, and so the part that undo takes back. */
export type Intent = Pick<
  Investigation,
  "title" | "question" | "datasets" | "models" | "filters" | "cells" | "conclusion"
>;

export interface Step {
  /** `delete of "Drift"`: what Undo and the history call it. */
  readonly label: string;
  /** Before the step on the undo stack, after it on the redo stack. */
  readonly intent: Intent;
  /** Steps with one merge key that follow each other quickly are one step. */
  readonly merge: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A file of this session that the document pins. */
export interface FileHandle {
  readonly fileId: string | null;
  readonly state: "present" | "resized" | "missing" | "refused";
  readonly name: string;
}

/** Results that were seen in this session: by key, so that undo brings them back, and the last one of every cell. */
export interface Evidence {
  readonly byKey: ReadonlyMap<string, CellOutcome>;
  readonly byCell: ReadonlyMap<string, CellOutcome>;
}

/** The open investigation with everything that is known about it and not part of it. */
export interface Case {
  /** Main's handle of the file; null until it is saved for the first time. */
  readonly documentId: string | null;
  readonly name: string;
  /** Why it can't be changed, or null. */
  readonly readOnly: string | null;
  /** The file has parts that this Casefile does not know and would lose in a copy. */
  readonly newerFormat: boolean;
  readonly investigation: Investigation;
  readonly saved: Investigation | null;
  /** ISO instant of the last save in this session. */
  readonly savedAt: string | null;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  readonly evidence: Evidence;
  /** Results of this session that can't be computed again, by cell: shown while the cell is as it ran, never saved. */
  readonly passing?: ReadonlyMap<string, CellOutcome>;
  /** By the SHA-256 that the document pins. */
  readonly files: Readonly<Record<string, FileHandle>>;
}

export function intentOf({ title, question, datasets, models, filters, cells, conclusion }: Investigation): Intent {
  return { title, question, datasets, models, filters, cells, conclusion };
}

/** Whether there is anything to save. Values are compared by identity: nothing is ever changed in place. */
export function isDirty({ investigation, saved }: Case): boolean {
  if (saved === null) return true;
  const { lock, results, ...written } = investigation;
  const keys = Object.keys(written) as (keyof typeof written)[];
  return (
    keys.some((key) => written[key] !== saved[key]) ||
    !sameEntries(results, saved.results) ||
    !sameLock(lock, saved.lock)
  );
}

/** Undo builds the lock anew; it is the same lock when it says the same. */
function sameLock(lock: Investigation["lock"], saved: Investigation["lock"]): boolean {
  if (lock === null || saved === null) return lock === saved;
  return (
    lock.intent_digest === saved.intent_digest && lock.engine === saved.engine && sameEntries(lock.cells, saved.cells)
  );
}

function sameEntries(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

/** Whether closing would lose something: not an untouched file, nor a blank page. */
export const hasUnsavedWork = (open: Case): boolean =>
  isDirty(open) && (open.saved !== null || open.past.length > 0 || open.investigation.datasets.length > 0);

/** The files of every dataset by handle, in the document's order; datasets with a file that isn't there are left out. */
export function bindingsOf({ investigation, files }: Case): Record<string, string[]> {
  const places = [
    ...investigation.datasets.map(({ id, files: pinned }) => ({ id, pinned: pinned.map(({ sha256 }) => sha256) })),
    ...investigation.models.map(({ id, artifact }) => ({ id, pinned: artifact === null ? [] : [artifact.sha256] })),
  ];
  const bound = places.map(({ id, pinned }) => [id, pinned.map((sha256) => files[sha256]?.fileId ?? null)] as const);
  return Object.fromEntries(bound.filter(isComplete));
}

function isComplete(entry: readonly [string, (string | null)[]]): entry is readonly [string, string[]] {
  return entry[1].length > 0 && entry[1].every((fileId) => fileId !== null);
}
