import { focusCell } from "../state/actions/edit-cells.ts";
import type { Session } from "../state/session.ts";

/** Focuses a cell and brings it into view, keyboard included. */
export function goToCell(session: Session, cellId: string): void {
  focusCell(session, cellId);
  requestAnimationFrame(() => document.getElementById(`cell-${cellId}`)?.focus());
}
