import { basename } from "node:path";
import { CasefileError, type ErrorCode, type ErrorRecord } from "../base/errors.ts";

const meaningOf: Partial<Record<ErrorCode, string>> = {
  "file/changed-during-run":
    "Results that were computed from it are discarded, since they may mix two versions of the data.",
  "file/audit-failed": "A number computed from this file could be wrong, so Casefile does not use it.",
  "refused/path": "Casefile reads only the files of the investigation, and never writes data.",
  "refused/statement": "Casefile runs exactly one read-only SELECT at a time.",
  "engine/worker-died": "Nothing was changed. The engine has been started anew.",
  "limit/memory": "The engine has been started anew; nothing was changed.",
  "cancelled/by-user": "What was finished before is kept.",
};

const fixOf: Partial<Record<ErrorCode, string>> = {
  "file/not-found": "Put the file back, or relink the dataset to where it is now.",
  "file/no-permission": "Give your account permission to read the file.",
  "file/not-a-file": "Choose a Parquet file, not a folder or a device.",
  "file/empty": "Export the data again; the file has no content.",
  "file/truncated": "Copy or export the file again; the last copy did not finish.",
  "file/not-parquet": "Export the data as Parquet.",
  "file/unreadable": "Export the file again, and check it with the tool that wrote it.",
  "file/changed": "Relink to the original file, or repin the dataset to accept the new content.",
  "file/changed-during-run": "Wait until nothing writes the file, then run again.",
  "file/audit-failed":
    "Export the file again with Snappy or Zstandard compression and default encodings, and please report it.",
  "limit/rows": "Aggregate more in SQL, or add a LIMIT.",
  "limit/time": "Narrow the data, or allow more time.",
  "limit/memory": "Narrow the data or the columns, then run again.",
  "engine/worker-died": "Run again. If it happens every time, please report it with the technical detail.",
};

/** A record of the engine's, with the advice that belongs to its code. */
export function fault(code: ErrorCode, message: string, more: Partial<ErrorRecord> = {}): CasefileError {
  const meaning = meaningOf[code];
  const fix = fixOf[code];
  return new CasefileError({
    code,
    message,
    ...(meaning === undefined ? {} : { meaning }),
    ...(fix === undefined ? {} : { fix }),
    ...more,
  });
}

/** Like `fault`, about one file; the message begins with its name. */
export const fileFault = (
  code: ErrorCode,
  path: string,
  says: string,
  more: Partial<ErrorRecord> = {},
): CasefileError => fault(code, `${basename(path)} ${says}`, { where: { file: path }, ...more });

export const cancelled = (): CasefileError => fault("cancelled/by-user", "Cancelled.");

const systemFaults: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOENT: ["file/not-found", "is not there."],
  ENOTDIR: ["file/not-found", "is not there: a part of its path is not a folder."],
  EACCES: ["file/no-permission", "may not be read by your account."],
  EPERM: ["file/no-permission", "may not be read by your account."],
  EISDIR: ["file/not-a-file", "is a folder."],
  ENXIO: ["file/not-a-file", "is a socket or a device."],
};

/** The record of a failed file-system call on `path`. */
export function systemFault(thrown: unknown, path: string): CasefileError {
  if (thrown instanceof CasefileError) return thrown;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  const [kind, says] = systemFaults[code] ?? (["file/unreadable", "could not be read."] as const);
  return fileFault(kind, path, says, { detail: String(thrown) });
}
