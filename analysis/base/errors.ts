/**
 * Every failure that Casefile can name, and the exit code that the command line gives for it
 * (docs/cli.md has the table). The family before the slash says who can mend it.
 */
export const exitCodeOf = {
  "usage/invalid": 2,
  "document/invalid": 2,
  "document/too-new": 2,
  "document/unknown-kind": 2,
  "document/history-broken": 2,
  "config/invalid": 1,
  "config/column-missing": 1,
  "config/column-type": 1,
  "config/needs-role": 1,
  "file/not-found": 3,
  "file/no-permission": 3,
  "file/not-a-file": 3,
  "file/not-parquet": 3,
  "file/empty": 3,
  "file/truncated": 3,
  "file/unreadable": 3,
  "file/unsupported": 3,
  "file/changed": 3,
  "file/changed-during-run": 3,
  "file/audit-failed": 3,
  "output/not-writable": 4,
  "output/disk-full": 4,
  "output/conflict": 4,
  "refused/path": 5,
  "refused/statement": 5,
  "limit/rows": 5,
  "limit/memory": 5,
  "limit/size": 5,
  "limit/time": 7,
  "engine/query-failed": 1,
  "engine/worker-died": 6,
  "engine/unsafe-value": 6,
  "cancelled/by-user": 130,
  "bug/invariant": 6,
} as const;

export type ErrorCode = keyof typeof exitCodeOf;

/** What crosses process boundaries: structured clone and JSON keep every field. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  /** What happened, in one plain sentence that names the value. */
  readonly message: string;
  /** What it means for the person's work. */
  readonly meaning?: string;
  /** What to do about it. */
  readonly fix?: string;
  readonly where?: {
    readonly cell?: string;
    readonly dataset?: string;
    readonly file?: string;
    readonly column?: string;
  };
  /** For the curious: SQL, the engine's own words, a stack. Never shown unasked. */
  readonly detail?: string;
}

/** The only error that Casefile throws on purpose. */
export class CasefileError extends Error {
  readonly record: ErrorRecord;
  constructor(record: ErrorRecord, options?: { cause?: unknown }) {
    super(record.message, options);
    this.name = "CasefileError";
    this.record = record;
  }
}

export function fail(record: ErrorRecord, cause?: unknown): never {
  throw new CasefileError(record, cause === undefined ? undefined : { cause });
}

/** The record of anything that was thrown; what nobody foresaw becomes `bug/invariant`. */
export function recordOf(thrown: unknown): ErrorRecord {
  if (thrown instanceof CasefileError) return thrown.record;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    code: "bug/invariant",
    message: `Casefile met an error that it did not foresee: ${error.message}`,
    meaning: "This is a fault in Casefile. Your data and your investigation file were not changed.",
    fix: "Please report it with the technical detail below.",
    ...(error.stack === undefined ? {} : { detail: error.stack }),
  };
}

/** One envelope on every boundary: the renderer's bridge, the engine host's port, the workers. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorRecord };

export async function outcomeOf<T>(work: () => Promise<T> | T): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: recordOf(thrown) };
  }
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new CasefileError(outcome.error);
  return outcome.value;
}
