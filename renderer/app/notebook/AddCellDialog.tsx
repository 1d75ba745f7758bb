import type { ReactNode } from "react";
import { insertCell } from "../../state/actions/edit-cells.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { goToCell } from "../go-to-cell.ts";
import { KindCards } from "./KindCards.tsx";
import { useSession } from "../session-context.ts";

export interface AddCellDialogProps {
  readonly at: number;
  readonly onClose: () => void;
}

/** The kinds by the question that each answers. */
export function AddCellDialog({ at, onClose }: AddCellDialogProps): ReactNode {
  const session = useSession();
  const add = (kindId: string): void => {
    onClose();
    insertCell(session, kindId, at);
    const id = session.ui.getState().focusedCell;
    if (id !== null) goToCell(session, id);
  };
  return (
    <Dialog title="Add a cell" open onClose={onClose}>
      <KindCards onChoose={add} />
    </Dialog>
  );
}
