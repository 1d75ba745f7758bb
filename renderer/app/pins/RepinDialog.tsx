import { useState, type ReactNode } from "react";
import type { GrantedFile } from "../../bridge/contract-types.ts";
import { repin } from "../../state/actions/pins.ts";
import { runnableCellIds } from "../../state/cell-status.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useDocument, useInvestigation, useSession } from "../session-context.ts";

export interface RepinDialogProps {
  readonly datasetId: string;
  readonly files: readonly GrantedFile[];
  readonly onClose: () => void;
}

/** Never silent: it says which results stop being up to date, and keeps the reason in the history. */
export function RepinDialog({ datasetId, files, onClose }: RepinDialogProps): ReactNode {
  const session = useSession();
  const investigation = useInvestigation();
  const engine = useDocument((state) => state.engine);
  const [reason, setReason] = useState("");
  const affected = new Set(runnableCellIds(investigation, engine));
  const titles = investigation.cells.filter(({ id }) => affected.has(id)).map(({ title }) => title);
  const accept = (): void => {
    onClose();
    void repin(session, datasetId, files, reason);
  };
  return (
    <Dialog
      title={`Re-pin ${datasetId}`}
      open
      size="small"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" disabled={reason.trim() === ""} onPress={accept}>
            Re-pin
          </Button>
        </>
      }
    >
      <div className="repin">
        <p>
          {datasetId} will stand for <strong>{files.map(({ name }) => name).join(", ")}</strong>.
        </p>
        {titles.length === 0 ? null : (
          <p className="muted">
            {titles.length === 1 ? "1 cell" : `${String(titles.length)} cells`} will not be up to date:{" "}
            {titles.slice(0, 5).join(", ")}
            {titles.length > 5 ? ", …" : ""}.
          </p>
        )}
        <TextField
          label="Why is the data another one?"
          value={reason}
          rows={2}
          startsFocused
          description="Kept in the investigation’s history."
          onChange={setReason}
        />
      </div>
    </Dialog>
  );
}
