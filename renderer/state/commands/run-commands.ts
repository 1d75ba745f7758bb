import { focusNext } from "../actions/edit-cells.ts";
import { verifyAll } from "../actions/pins.ts";
import { cancelEverything, runCells } from "../actions/run-cells.ts";
import { runnableCellIds, staleCellIds, statusesOf } from "../cell-status.ts";
import type { Command } from "../command.ts";
import type { Session } from "../session.ts";
import {
  focusedCellId,
  needsEditable,
  needsEditableCell,
  needsOpen,
  openInvestigation,
  withCell,
} from "./conditions.ts";

const idsOf = (session: Session, choose: typeof staleCellIds): readonly string[] => {
  const investigation = openInvestigation(session);
  return investigation === null ? [] : choose(investigation, session.document.getState().engine);
};

const needsRunnableCell = (session: Session): string | null => {
  const investigation = openInvestigation(session);
  const id = focusedCellId(session);
  if (investigation === null || id === null) return needsEditableCell(session);
  const status = statusesOf(investigation, session.document.getState().engine).get(id)?.freshness;
  if (status === "inert") return "This cell only holds text";
  return status === "unknown" ? "This cell needs a newer Casefile" : needsEditable(session);
};

const needsSome = (session: Session, choose: typeof staleCellIds, none: string): string | null =>
  needsEditable(session) ?? (idsOf(session, choose).length === 0 ? none : null);

export const runCommands: readonly Command[] = [
  {
    ...{ id: "cell.run", label: "Run cell", shortcuts: ["Mod+Enter"], blocked: needsRunnableCell },
    run: (session) => withCell(session, (id) => void runCells(session, [id])),
  },
  {
    ...{
      id: "cell.runAndNext",
      label: "Run cell and go to the next",
      shortcuts: ["Shift+Enter"],
      blocked: needsEditableCell,
    },
    run: (session) => {
      if (needsRunnableCell(session) === null) withCell(session, (id) => void runCells(session, [id]));
      focusNext(session, 1);
    },
  },
  {
    ...{ id: "run.stale", label: "Run stale cells", shortcuts: ["Mod+Shift+Enter"] },
    blocked: (session) => needsSome(session, staleCellIds, "Every result is up to date"),
    run: (session) => void runCells(session, idsOf(session, staleCellIds)),
  },
  {
    ...{ id: "run.all", label: "Run all cells", synonyms: "rerun everything" },
    blocked: (session) => needsSome(session, runnableCellIds, "There is no cell to run"),
    run: (session) => void runCells(session, idsOf(session, runnableCellIds)),
  },
  {
    ...{ id: "run.cancel", label: "Cancel running", shortcuts: ["Mod+.", "i i"], synonyms: "stop interrupt abort" },
    blocked: ({ runs }) => (Object.keys(runs.getState().jobs).length === 0 ? "Nothing is running" : null),
    run: cancelEverything,
  },
  {
    ...{ id: "pins.verify", label: "Verify all pinned files", synonyms: "hash sha256 check" },
    blocked: (session) =>
      needsOpen(session) ?? (openInvestigation(session)?.datasets.length === 0 ? "Nothing is pinned" : null),
    run: (session) => void verifyAll(session),
  },
];
