import { digestOf } from "../base/digest.ts";
import { intentDigest } from "./digests.ts";
import type { HistoryEntry, Investigation } from "./schema.ts";

/** Who did something and when: `at` is an ISO instant with milliseconds, from the host's clock. */
export interface Stamp {
  readonly at: string;
  readonly by: string;
}

/** What a new entry says; its place in the chain is worked out. */
export type HistoryNote = Stamp & Pick<HistoryEntry, "action" | "summary">;

/**
 * The investigation with one more entry. Each entry holds the hash before it, so that a lost or changed entry shows. This
 * finds accidents, not forgery: anyone can compute a new chain.
 */
export function appendHistory(investigation: Investigation, { at, by, action, summary }: HistoryNote): Investigation {
  const { history } = investigation;
  const prev = history.at(-1)?.hash ?? null;
  const entry = { seq: history.length + 1, prev, at, by, action, summary, state: intentDigest(investigation) };
  return { ...investigation, history: [...history, { ...entry, hash: digestOf(entry) }] };
}

export interface HistoryProblem {
  readonly index: number;
  readonly message: string;
}

/** The first entry that does not follow from the one before it, or null. */
export function checkHistory(history: readonly HistoryEntry[]): HistoryProblem | null {
  const index = history.findIndex((entry, at) => problemOf(entry, at, history[at - 1]) !== null);
  const entry = history[index];
  if (entry === undefined) return null;
  return { index, message: `History entry ${String(index + 1)} ${problemOf(entry, index, history[index - 1]) ?? ""}` };
}

function problemOf({ hash, ...entry }: HistoryEntry, index: number, before: HistoryEntry | undefined): string | null {
  if (entry.seq !== index + 1) return `has number ${String(entry.seq)}: an entry is missing, doubled or out of order`;
  if (entry.prev !== (before?.hash ?? null)) return "does not follow from the entry before it";
  return hash === digestOf(entry) ? null : "was changed after it was written";
}
