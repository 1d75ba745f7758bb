import { useEffect, useRef, useState, type ReactNode } from "react";
import { recordOf } from "../../../analysis/base/errors.ts";
import type { GrantedFile, ShownError } from "../../bridge/contract-types.ts";
import { acceptRoles } from "../../state/actions/accept-roles.ts";
import { pinFiles } from "../../state/actions/pins.ts";
import { cancelEverything } from "../../state/actions/run-cells.ts";
import { problemsOf } from "../../state/roles/draft-to-document.ts";
import { firstDraft, type FileRole, type PinnedSource, type RoleDraft } from "../../state/roles/role-draft.ts";
import type { Session } from "../../state/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useDocument, useSession } from "../session-context.ts";
import { ColumnRoles } from "./ColumnRoles.tsx";
import { FileRoles, ReadingFiles } from "./FileRoles.tsx";
import "./roles.css";

export interface RoleSheetProps {
  readonly files: readonly GrantedFile[];
  readonly onClose: () => void;
}

interface Reading {
  readonly sources: readonly PinnedSource[];
  readonly errors: readonly { readonly file: GrantedFile; readonly error: ShownError }[];
}

/** One screen from files to a pinned investigation: every guess is filled in and says why. */
export function RoleSheet({ files, onClose }: RoleSheetProps): ReactNode {
  const session = useSession();
  const { sources, errors } = useReading(session, files);
  const [edited, setDraft] = useState<RoleDraft | null>(null);
  const taken = useDocument(({ open }) => open?.investigation.datasets ?? null);
  const isNew = taken === null || taken.length === 0;
  const done = sources.length + errors.length === files.length;
  const draft = edited ?? (done && sources.length > 0 ? firstFor(sources, isNew) : null);
  const problems = draft === null ? [] : problemsOf(draft, sources);
  const close = (): void => {
    if (!done) cancelEverything(session);
    onClose();
  };
  const accept = (): void => {
    if (draft === null) return;
    onClose();
    acceptRoles(session, draft, sources);
  };
  return (
    <Dialog
      title={isNew ? "What is this data?" : "Add data to the investigation"}
      size="large"
      open
      onClose={close}
      actions={
        <>
          <span className="role-problems" role="status">
            {problems[0]}
          </span>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" disabled={draft === null || problems.length > 0} onPress={accept}>
            Pin {sources.length === 1 ? "this file" : "these files"}
          </Button>
        </>
      }
    >
      <div className="role-sheet">
        <ReadingFiles files={files} done={sources.map(({ granted }) => granted.fileId)} errors={errors} />
        {draft === null ? null : (
          <>
            <FileRoles draft={draft} sources={sources} roles={rolesFor(isNew)} onChange={setDraft} />
            {isNew ? <ColumnRoles draft={draft} sources={sources} onChange={setDraft} /> : null}
          </>
        )}
      </div>
    </Dialog>
  );
}

/** Where the sides are taken already, new files stand beside them; another production is a re-pin, on its card. */
const rolesFor = (isNew: boolean): readonly FileRole[] =>
  isNew ? ["reference", "production", "split", "other", "none"] : ["other", "none"];

function firstFor(sources: readonly PinnedSource[], isNew: boolean): RoleDraft {
  const draft = firstDraft(sources);
  if (isNew) return draft;
  return { ...draft, roles: Object.fromEntries(sources.map(({ granted }) => [granted.fileId, "other"])) };
}

/** Reads the files one after another; one bad file does not stop the others. */
function useReading(session: Session, files: readonly GrantedFile[]): Reading {
  const [reading, setReading] = useState<Reading>({ sources: [], errors: [] });
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    const readAll = async (): Promise<void> => {
      for (const file of files) {
        try {
          const answer = await pinFiles(session, [file], `Reading ${file.name}`);
          setReading(({ sources, errors }) => ({ errors, sources: [...sources, { granted: file, answer }] }));
        } catch (thrown) {
          const error = recordOf(thrown);
          setReading(({ sources, errors }) => ({ sources, errors: [...errors, { file, error }] }));
        }
      }
    };
    void readAll();
  }, [session, files]);
  return reading;
}
