import type { JsonObject } from "../../../analysis/base/json.ts";
import {
  addCell,
  duplicateCell,
  moveCell,
  newCellId,
  removeCell,
  renameCell,
  setParams,
} from "../../../analysis/document/edits.ts";
import type { Cell, Investigation } from "../../../analysis/document/schema.ts";
import { kindById } from "../../../analysis/kinds/registry.ts";
import { edit } from "../document.ts";
import type { Session } from "../session.ts";
import { showToast } from "../ui.ts";

const cellsOf = ({ document }: Session): readonly Cell[] => document.getState().open?.investigation.cells ?? [];
const titleOf = (session: Session, cellId: string): string =>
  cellsOf(session).find(({ id }) => id === cellId)?.title ?? cellId;

export const focusCell = ({ ui }: Session, focusedCell: string | null): void => ui.setState({ focusedCell });

/** Puts a new cell before position `at` and focuses it. */
export function insertCell(session: Session, kindId: string, at: number): void {
  const kind = kindById(kindId);
  const { open } = session.document.getState();
  if (kind === undefined || open === null) return;
  const id = newCellId(open.investigation, kindId);
  const cell = { id, kind: kindId, kind_version: kind.version, title: kind.title, params: {} };
  edit(session.document, `new cell "${kind.title}"`, (investigation) => addCell(investigation, cell, at));
  focusCell(session, id);
}

export function deleteCell(session: Session, cellId: string): void {
  const cells = cellsOf(session);
  const index = cells.findIndex(({ id }) => id === cellId);
  const title = titleOf(session, cellId);
  edit(session.document, `delete of "${title}"`, (investigation) => removeCell(investigation, cellId));
  focusCell(session, cells[index + 1]?.id ?? cells[index - 1]?.id ?? null);
  showToast(session.ui, `Deleted “${title}”`, true);
}

export function duplicate(session: Session, cellId: string): void {
  const before = new Set(cellsOf(session).map(({ id }) => id));
  edit(session.document, `copy of "${titleOf(session, cellId)}"`, (investigation) =>
    duplicateCell(investigation, cellId),
  );
  focusCell(session, cellsOf(session).find(({ id }) => !before.has(id))?.id ?? cellId);
}

export function moveBy(session: Session, cellId: string, by: 1 | -1): void {
  const index = cellsOf(session).findIndex(({ id }) => id === cellId);
  edit(session.document, `move of "${titleOf(session, cellId)}"`, (investigation) =>
    moveCell(investigation, cellId, index + by),
  );
}

export function rename(session: Session, cellId: string, title: string): void {
  if (title !== titleOf(session, cellId)) {
    edit(session.document, `new title "${title}"`, (investigation) => renameCell(investigation, cellId, title));
  }
  session.ui.setState({ renaming: null });
}

export function changeSettings(session: Session, cellId: string, params: JsonObject): void {
  const change = (investigation: Investigation): Investigation => setParams(investigation, cellId, params);
  edit(session.document, `settings of "${titleOf(session, cellId)}"`, change, `settings ${cellId}`);
}

/** Moves the focus by one cell; it stops at both ends. */
export function focusNext(session: Session, by: 1 | -1): void {
  const cells = cellsOf(session);
  const index = cells.findIndex(({ id }) => id === session.ui.getState().focusedCell);
  const next = cells[Math.max(0, Math.min(cells.length - 1, index < 0 ? 0 : index + by))];
  if (next !== undefined) focusCell(session, next.id);
}
