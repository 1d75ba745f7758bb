import type { ErrorCode } from "../base/errors.ts";

/**
 * What `casefile verify` can find, worst first, with the exit code of each. The order is that of the argument: what breaks
 * the ground under the later checks outranks them, so that "a number differs" is never the headline over "the data differs".
 */
export const verifyStatuses = {
  interrupted: 130,
  internal_error: 6,
  usage: 2,
  invalid_file: 2,
  refused: 5,
  timeout: 7,
  input_missing: 3,
  input_moved: 3,
  schema_changed: 3,
  input_changed: 3,
  input_unreadable: 3,
  input_changed_during_run: 3,
  model_missing: 3,
  model_changed: 3,
  not_locked: 3,
  cell_error: 1,
  result_differs: 1,
  verified_within_tolerance: 0,
  verified_other_engine: 0,
  verified: 0,
} as const;

export type VerifyStatus = keyof typeof verifyStatuses;

export interface VerifyProblem {
  readonly status: Exclude<VerifyStatus, "verified">;
  /** One sentence that names the value: old and new, expected and found. */
  readonly message: string;
  /** What to do, a command where there is one. */
  readonly fix?: string;
  readonly cell?: string;
  readonly metric?: string;
  readonly column?: string;
  readonly dataset?: string;
  readonly model?: string;
  readonly file?: string;
  /** JSON pointer into the investigation file. */
  readonly pointer?: string;
  readonly detail?: string;
}

export interface VerifyReport {
  readonly status: VerifyStatus;
  readonly exitCode: number;
  /** Cells whose results were computed again and compared. */
  readonly checkedCells: number;
  /** Largest relative difference where numbers differ within the tolerance. */
  readonly largestDifference: number | null;
  /** Everything that was found, worst first. */
  readonly problems: readonly VerifyProblem[];
}

export interface VerifyFindings {
  readonly problems: readonly VerifyProblem[];
  readonly checkedCells: number;
  readonly largestDifference?: number | null;
  /** `--exact`: a difference within the tolerance is a difference. */
  readonly exact?: boolean;
}

const order = Object.keys(verifyStatuses);
const rank = (status: VerifyStatus): number => order.indexOf(status);

/**
 * The one verdict on a verification: the worst problem's status and exit code. Nothing checked is never a pass: without a
 * problem and without a checked cell the status is `not_locked`.
 */
export function verifyReport({
  problems,
  checkedCells,
  largestDifference = null,
  exact = false,
}: VerifyFindings): VerifyReport {
  const nothing: VerifyProblem = {
    status: "not_locked",
    message: "No cell was checked, so nothing is verified.",
    fix: "Add a cell and run it: casefile run FILE.",
  };
  const all =
    checkedCells === 0 && !problems.some(({ status }) => verifyStatuses[status] !== 0)
      ? [...problems, nothing]
      : problems;
  const sorted = all.toSorted((one, other) => rank(one.status) - rank(other.status));
  const status = sorted[0]?.status ?? "verified";
  const exitCode = exact && status === "verified_within_tolerance" ? 1 : verifyStatuses[status];
  return { status, exitCode, checkedCells, largestDifference, problems: sorted };
}

const statusOfCode: Readonly<Record<ErrorCode, VerifyProblem["status"]>> = {
  "usage/invalid": "usage",
  "document/invalid": "invalid_file",
  "document/too-new": "invalid_file",
  "document/unknown-kind": "invalid_file",
  "document/history-broken": "invalid_file",
  "config/invalid": "cell_error",
  "config/column-missing": "cell_error",
  "config/column-type": "cell_error",
  "config/needs-role": "cell_error",
  "file/not-found": "input_missing",
  "file/no-permission": "input_unreadable",
  "file/not-a-file": "input_unreadable",
  "file/not-parquet": "input_unreadable",
  "file/empty": "input_unreadable",
  "file/truncated": "input_unreadable",
  "file/unreadable": "input_unreadable",
  "file/unsupported": "input_unreadable",
  "file/changed": "input_changed",
  "file/changed-during-run": "input_changed_during_run",
  "file/audit-failed": "input_unreadable",
  "output/not-writable": "internal_error",
  "output/disk-full": "internal_error",
  "output/conflict": "internal_error",
  "refused/path": "refused",
  "refused/statement": "refused",
  "limit/rows": "refused",
  "limit/memory": "refused",
  "limit/size": "refused",
  "limit/time": "timeout",
  "engine/query-failed": "cell_error",
  "engine/worker-died": "internal_error",
  "engine/unsafe-value": "internal_error",
  "cancelled/by-user": "interrupted",
  "bug/invariant": "internal_error",
};

/** What a named failure means to a verification. */
export const verifyStatusOf = (code: ErrorCode): VerifyProblem["status"] => statusOfCode[code];
