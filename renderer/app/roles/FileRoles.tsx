import type { ReactNode } from "react";
import { formatCount, formatInstant } from "../../../analysis/base/format.ts";
import type { GrantedFile, ShownError } from "../../bridge/contract-types.ts";
import { isDay, type FileRole, type PinnedSource, type RoleDraft } from "../../state/roles/role-draft.ts";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { ErrorNotice } from "../ErrorNotice.tsx";
import { formatBytes } from "../format-bytes.ts";
import { useRuns } from "../session-context.ts";

export interface ReadingFilesProps {
  readonly files: readonly GrantedFile[];
  /** File ids. */
  readonly done: readonly string[];
  readonly errors: readonly { readonly file: GrantedFile; readonly error: ShownError }[];
}

/** What is being read and hashed, and what could not be. */
export function ReadingFiles({ files, done, errors }: ReadingFilesProps): ReactNode {
  const jobs = Object.values(useRuns((runs) => runs.jobs)).filter(({ what }) => what === "pin");
  const waiting = files.filter(
    ({ fileId }) => !done.includes(fileId) && !errors.some(({ file }) => file.fileId === fileId),
  );
  const [job] = jobs;
  return (
    <>
      {errors.map(({ file, error }) => (
        <ErrorNotice key={file.fileId} error={error} />
      ))}
      {waiting.length === 0 ? null : (
        <div className="reading" role="status">
          <p>
            {job === undefined ? `Reading ${waiting[0]?.name ?? ""}` : job.title}
            {job === undefined || job.label === "" ? "" : ` · ${job.label}`}
            {waiting.length > 1 ? ` · ${String(waiting.length - 1)} more to read` : ""}
          </p>
          <ProgressBar
            label="Reading files"
            value={job === undefined || job.total === 0 ? null : job.done / job.total}
          />
        </div>
      )}
    </>
  );
}

const roleOptions: Readonly<Record<FileRole, { readonly label: string; readonly description: string }>> = {
  reference: { label: "Reference", description: "What the model was trained on, or a good period" },
  production: { label: "Production", description: "What it met in use" },
  split: { label: "Both, split by date", description: "Earlier rows are the reference, later ones production" },
  other: { label: "Other", description: "Pinned beside them, for cells that name it" },
  none: { label: "Leave out", description: "Not part of the investigation" },
};

export interface FileRolesProps {
  readonly draft: RoleDraft;
  readonly sources: readonly PinnedSource[];
  readonly roles: readonly FileRole[];
  readonly onChange: (draft: RoleDraft) => void;
}

/** One row a file: what it is, how large, which time, and its role. */
export function FileRoles({ draft, sources, roles, onChange }: FileRolesProps): ReactNode {
  const splits = Object.values(draft.roles).includes("split");
  const options = roles.map((value) => ({ value, ...roleOptions[value] }));
  return (
    <section className="role-section" aria-labelledby="role-files">
      <h3 id="role-files">Files</h3>
      {sources.map(({ granted, answer }) => (
        <div key={granted.fileId} className="role-file">
          <div className="role-file-words">
            <strong>{granted.name}</strong>
            <span className="muted">
              {formatCount(answer.rows)} rows · {answer.schema.length} columns · {formatBytes(granted.bytes)}
              {spanOf(answer, draft.time)}
            </span>
            {answer.notes.map((note) => (
              <span key={note} className="muted">
                {note}
              </span>
            ))}
          </div>
          <Select
            label={`Role of ${granted.name}`}
            hideLabel
            value={draft.roles[granted.fileId] ?? "none"}
            options={options}
            onChange={(role) => onChange({ ...draft, roles: { ...draft.roles, [granted.fileId]: role } })}
          />
        </div>
      ))}
      {splits ? <SplitFields draft={draft} sources={sources} onChange={onChange} /> : null}
    </section>
  );
}

function SplitFields({ draft, sources, onChange }: Omit<FileRolesProps, "roles">): ReactNode {
  const columns = [...new Set(sources.flatMap(({ answer }) => answer.timestamps.map(({ column }) => column)))];
  if (columns.length === 0) return <p className="muted">This file has no column with dates to split by.</p>;
  const split = draft.split ?? { column: columns[0] ?? "", day: "", referenceEnds: "" };
  return (
    <div className="role-split">
      <Select
        label="Split by"
        value={split.column}
        options={columns.map((value) => ({ value, label: value }))}
        onChange={(column) => onChange({ ...draft, split: { ...split, column } })}
      />
      <TextField
        label="Production begins on"
        value={split.day}
        placeholder="2026-11-01"
        description="Year-month-day, UTC"
        error={isDay(split.day) ? undefined : "A day such as 2026-11-01"}
        onChange={(day) => onChange({ ...draft, split: { ...split, day } })}
      />
      <TextField
        label="Reference ends before"
        value={split.referenceEnds}
        placeholder={split.day}
        description="Empty: where production begins"
        error={split.referenceEnds === "" || isDay(split.referenceEnds) ? undefined : "A day such as 2026-11-01"}
        onChange={(referenceEnds) => onChange({ ...draft, split: { ...split, referenceEnds } })}
      />
    </div>
  );
}

function spanOf({ timestamps }: PinnedSource["answer"], time: string | null): string {
  const span = timestamps.find(({ column }) => column === time) ?? timestamps[0];
  if (span === undefined || span.min === null || span.max === null) return "";
  return ` · ${formatInstant(span.min).slice(0, 10)} to ${formatInstant(span.max).slice(0, 10)}`;
}
