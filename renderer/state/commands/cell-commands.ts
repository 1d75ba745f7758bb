import { deleteCell, duplicate, focusCell, focusNext, insertCell, moveBy } from "../actions/edit-cells.ts";
import { citationOf } from "../citation.ts";
import type { Command } from "../command.ts";
import { redo, undo } from "../document.ts";
import type { Session } from "../session.ts";
import { showToast, toggleCollapsed } from "../ui.ts";
import { needsCell, needsEditable, needsEditableCell, needsOpen, openInvestigation, withCell } from "./conditions.ts";

function pickKindAt(session: Session, offset: 0 | 1): void {
  const { cells } = openInvestigation(session) ?? { cells: [] };
  const index = cells.findIndex(({ id }) => id === session.ui.getState().focusedCell);
  session.ui.setState({ overlay: { type: "add-cell", at: index < 0 ? cells.length : index + offset } });
}

function copyCitation(session: Session, cellId: string): void {
  const { open } = session.document.getState();
  const text = open === null ? null : citationOf(open.investigation, cellId);
  if (text === null) return;
  navigator.clipboard.writeText(text).then(
    () => showToast(session.ui, "Citation copied"),
    () => showToast(session.ui, "The clipboard is not available"),
  );
}

const needsResult = (session: Session): string | null => {
  const { focusedCell } = session.ui.getState();
  const stored = focusedCell !== null && openInvestigation(session)?.results[focusedCell] !== undefined;
  return needsCell(session) ?? (stored ? null : "The cell has no result yet");
};

const editable = { when: "command", blocked: needsEditableCell } as const;

export const cellCommands: readonly Command[] = [
  {
    ...{ id: "cell.addBelow", label: "Add cell below", shortcuts: ["b"], when: "command", blocked: needsEditable },
    run: (session) => pickKindAt(session, 1),
  },
  {
    ...{ id: "cell.addAbove", label: "Add cell above", shortcuts: ["a"], when: "command", blocked: needsEditable },
    run: (session) => pickKindAt(session, 0),
  },
  {
    ...{ id: "cell.addNote", label: "Add note below", shortcuts: ["m"], when: "command", blocked: needsEditable },
    run: (session) => {
      const { cells } = openInvestigation(session) ?? { cells: [] };
      const index = cells.findIndex(({ id }) => id === session.ui.getState().focusedCell);
      insertCell(session, "note", index < 0 ? cells.length : index + 1);
      session.ui.setState({ inspectorOpen: true });
    },
  },
  {
    ...{ id: "cell.duplicate", label: "Duplicate cell", shortcuts: ["c c"], ...editable },
    run: (session) => withCell(session, (id) => duplicate(session, id)),
  },
  {
    ...{ id: "cell.delete", label: "Delete cell", shortcuts: ["d d"], ...editable },
    run: (session) => withCell(session, (id) => deleteCell(session, id)),
  },
  {
    ...{ id: "cell.rename", label: "Rename cell", shortcuts: ["F2"], ...editable },
    run: (session) => withCell(session, (id) => session.ui.setState({ renaming: id })),
  },
  {
    ...{ id: "cell.moveUp", label: "Move cell up", shortcuts: ["Alt+ArrowUp"], ...editable },
    run: (session) => withCell(session, (id) => moveBy(session, id, -1)),
  },
  {
    ...{ id: "cell.moveDown", label: "Move cell down", shortcuts: ["Alt+ArrowDown"], ...editable },
    run: (session) => withCell(session, (id) => moveBy(session, id, 1)),
  },
  {
    ...{ id: "cell.next", label: "Next cell", shortcuts: ["j", "ArrowDown"], when: "command", blocked: needsOpen },
    run: (session) => focusNext(session, 1),
  },
  {
    ...{
      id: "cell.previous",
      label: "Previous cell",
      shortcuts: ["k", "ArrowUp"],
      when: "command",
      blocked: needsOpen,
    },
    run: (session) => focusNext(session, -1),
  },
  {
    ...{ id: "cell.edit", label: "Edit cell settings", shortcuts: ["Enter"], when: "command", blocked: needsCell },
    run: ({ ui }) =>
      ui.setState(({ enteredInspector }) => ({ inspectorOpen: true, enteredInspector: enteredInspector + 1 })),
  },
  {
    ...{ id: "cell.leave", label: "Back to the cell", shortcuts: ["Escape"], when: "always", blocked: needsOpen },
    run: (session) => focusCell(session, session.ui.getState().focusedCell),
  },
  {
    ...{
      id: "cell.toggle",
      label: "Show or hide the cell's output",
      shortcuts: ["o"],
      when: "command",
      blocked: needsCell,
    },
    run: (session) => withCell(session, (id) => toggleCollapsed(session.ui, id)),
  },
  {
    ...{ id: "cell.copyCitation", label: "Copy citation", synonyms: "provenance hash", blocked: needsResult },
    run: (session) => withCell(session, (id) => copyCitation(session, id)),
  },
];

/** Jupyter hands undo with Z alone; it is the same stack. */
export const plainUndoKeys: readonly { readonly shortcut: string; run(session: Session): void }[] = [
  { shortcut: "z", run: ({ document }) => void undo(document) },
  { shortcut: "Z", run: ({ document }) => void redo(document) },
];
