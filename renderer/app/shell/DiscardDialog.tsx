import type { ReactNode } from "react";
import { saveCase } from "../../state/actions/save-case.ts";
import { hasUnsavedWork } from "../../state/case.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useDocument, useSession } from "../session-context.ts";

export interface DiscardDialogProps {
  readonly proceed: () => void;
  readonly onClose: () => void;
}

/** The one question that guards against losing work. */
export function DiscardDialog({ proceed, onClose }: DiscardDialogProps): ReactNode {
  const session = useSession();
  const title = useDocument(({ open }) => open?.investigation.title ?? "");
  const leave = (): void => {
    onClose();
    proceed();
  };
  const saveAndLeave = async (): Promise<void> => {
    await saveCase(session);
    const { open } = session.document.getState();
    if (open === null || !hasUnsavedWork(open)) leave();
    else onClose();
  };
  return (
    <Dialog
      title={`Save the changes to “${title}”?`}
      open
      insist
      size="small"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Stay here</Button>
          <Button variant="danger" onPress={leave}>
            Don’t save
          </Button>
          <Button variant="primary" startsFocused onPress={() => void saveAndLeave()}>
            Save
          </Button>
        </>
      }
    >
      <p>Changes since the last save are lost if you don’t save them.</p>
    </Dialog>
  );
}
