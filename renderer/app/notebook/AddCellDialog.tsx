import type { ReactNode } from "react";
import { Plus } from "lucide-react";
import { allKinds } from "../../../analysis/kinds/registry.ts";
import { insertCell } from "../../state/actions/edit-cells.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { goToCell } from "../go-to-cell.ts";
import { useSession } from "../session-context.ts";

export interface AddCellDialogProps {
  readonly at: number;
  onClose(): void;
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
      <ul className="kind-cards">
        {allKinds.map((kind) => (
          <li key={kind.id}>
            <button type="button" className="kind-card" onClick={() => add(kind.id)}>
              <span className="kind-card-title">
                <Plus size={14} aria-hidden /> {kind.title}
              </span>
              <span className="muted">{kind.question}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
