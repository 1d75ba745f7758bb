import type { Investigation } from "../../../analysis/document/schema.ts";
import type { Session } from "../session.ts";

/** Reasons that several commands share for not being possible now; null when they are. */

export const always = (): null => null;

export const openInvestigation = ({ document }: Session): Investigation | null =>
  document.getState().open?.investigation ?? null;

export const needsOpen = (session: Session): string | null =>
  openInvestigation(session) === null ? "No investigation is open" : null;

export const needsEditable = (session: Session): string | null =>
  needsOpen(session) ?? session.document.getState().open?.readOnly ?? null;

export const focusedCellId = (session: Session): string | null => {
  const { focusedCell } = session.ui.getState();
  return openInvestigation(session)?.cells.some(({ id }) => id === focusedCell) === true ? focusedCell : null;
};

export const needsCell = (session: Session): string | null =>
  needsOpen(session) ?? (focusedCellId(session) === null ? "No cell is chosen" : null);

export const needsEditableCell = (session: Session): string | null => needsEditable(session) ?? needsCell(session);

/** Calls `work` with the focused cell and its place. */
export function withCell(session: Session, work: (cellId: string, index: number) => void): void {
  const id = focusedCellId(session);
  const index = openInvestigation(session)?.cells.findIndex((cell) => cell.id === id) ?? -1;
  if (id !== null && index >= 0) work(id, index);
}
