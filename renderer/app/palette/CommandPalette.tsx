import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { matching, paletteEntries, type PaletteEntry } from "../../state/palette.ts";
import { Keys } from "../../ui/Keys.tsx";
import { goToCell } from "../go-to-cell.ts";
import { useSession } from "../session-context.ts";
import "./palette.css";

/** One box for everything that can be done; what can't be done now says why. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const session = useSession();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const entries = useMemo(() => paletteEntries(session, (id) => goToCell(session, id)), [session]);
  const found = matching(entries, typed);
  const active = Math.min(at, found.length - 1);
  const choose = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined || entry.blocked !== null) return;
    onClose();
    entry.choose();
  };
  const move = (by: number): void => {
    const next = (active + by + found.length) % Math.max(1, found.length);
    setAt(next);
    document.getElementById(`${listId}-${String(next)}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") choose(found[active]);
    else return;
    event.preventDefault();
  };
  return (
    <ModalOverlay className="veil veil-top" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="modal modal-palette">
        <Dialog className="dialog" aria-label="Command palette">
          <input
            className="palette-input"
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            role="combobox"
            aria-label="Search commands and cells"
            aria-expanded
            aria-controls={listId}
            aria-activedescendant={found.length === 0 ? undefined : `${listId}-${String(active)}`}
            placeholder="Type a command, or @ for cells"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKey}
          />
          <ul id={listId} role="listbox" aria-label="Results" className="palette-list">
            {found.map((entry, index) => (
              <PaletteRow
                key={entry.id}
                id={`${listId}-${String(index)}`}
                entry={entry}
                active={index === active}
                onChoose={() => choose(entry)}
              />
            ))}
          </ul>
          {found.length === 0 ? <p className="list-empty">Nothing matches “{typed}”.</p> : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface PaletteRowProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly active: boolean;
  readonly onChoose: () => void;
}

/** The keyboard stays in the text box (active-descendant); the pointer may choose directly. */
function PaletteRow({ id, entry, active, onChoose }: PaletteRowProps): ReactNode {
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <li
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={entry.blocked !== null}
      className="palette-row"
      onClick={onChoose}
    >
      <span className="list-words">
        {entry.label}
        {entry.blocked === null ? null : <span className="list-description">{entry.blocked}</span>}
      </span>
      {entry.group === "Cells" ? <span className="muted">Cell</span> : null}
      {entry.shortcut === undefined ? null : <Keys shortcut={entry.shortcut} />}
    </li>
  );
}
