import { answered } from "../../bridge/client.ts";
import { closeCase, leavingIsSafe, openByDialog, openSample, startCase } from "../actions/open-case.ts";
import { exportReport } from "../actions/export-report.ts";
import { saveCase } from "../actions/save-case.ts";
import type { Command } from "../command.ts";
import { redo, undo } from "../document.ts";
import { attempt, type Session } from "../session.ts";
import { announce } from "../ui.ts";
import { always, needsEditable, needsOpen } from "./conditions.ts";

/** Opens the role sheet on files that the person picks. */
export function addData(session: Session): void {
  void attempt(session, "files", async () => {
    const files = await answered(session.bridge.files.choose({ purpose: "data", multiple: true }));
    if (files.length > 0) session.ui.setState({ overlay: { type: "roles", files } });
  });
}

const needsReport = (session: Session): string | null => {
  const { open } = session.document.getState();
  if (open === null) return "No investigation is open";
  return Object.keys(open.investigation.results).length === 0 ? "Nothing has been run yet" : null;
};

const needsCopyable = (session: Session): string | null => {
  const { open } = session.document.getState();
  return open?.newerFormat === true ? "A copy would lose what a newer Casefile wrote" : needsOpen(session);
};

const needsPast = (session: Session): string | null =>
  needsEditable(session) ?? (session.document.getState().open?.past.length === 0 ? "Nothing to undo" : null);
const needsFuture = (session: Session): string | null =>
  needsEditable(session) ?? (session.document.getState().open?.future.length === 0 ? "Nothing to redo" : null);

function sayUndone(session: Session, label: string | null, verb: string): void {
  if (label !== null) announce(session.ui, `${verb}: ${label}`);
}

export const fileCommands: readonly Command[] = [
  {
    ...{ id: "file.new", label: "New blank investigation", shortcuts: ["Mod+N"], blocked: always },
    run: (session) => leavingIsSafe(session, () => startCase(session, { title: "Untitled investigation" })),
  },
  { id: "file.open", label: "Open investigation…", shortcuts: ["Mod+O"], blocked: always, run: openByDialog },
  {
    id: "file.openSample",
    label: "Open the sample investigation",
    synonyms: "example demo",
    blocked: always,
    run: openSample,
  },
  {
    ...{ id: "file.addData", label: "Choose data files…", shortcuts: ["Mod+Shift+O"], synonyms: "parquet dataset pin" },
    blocked: (session) => session.document.getState().open?.readOnly ?? null,
    run: addData,
  },
  {
    ...{ id: "file.save", label: "Save", shortcuts: ["Mod+S"], blocked: needsEditable },
    run: (session) => void saveCase(session),
  },
  {
    ...{ id: "file.saveAs", label: "Save as…", shortcuts: ["Mod+Shift+S"], blocked: needsCopyable },
    run: (session) => void saveCase(session, true),
  },
  {
    ...{
      id: "file.exportReport",
      label: "Export report…",
      shortcuts: ["Mod+E"],
      synonyms: "html share",
      blocked: needsReport,
    },
    run: (session) => void exportReport(session),
  },
  { id: "file.close", label: "Close investigation", shortcuts: ["Mod+Shift+W"], blocked: needsOpen, run: closeCase },
  {
    ...{ id: "edit.undo", label: "Undo", shortcuts: ["Mod+Z"], blocked: needsPast },
    run: (session) => sayUndone(session, undo(session.document), "Undone"),
  },
  {
    ...{ id: "edit.redo", label: "Redo", shortcuts: ["Mod+Shift+Z", "Mod+Y"], blocked: needsFuture },
    run: (session) => sayUndone(session, redo(session.document), "Redone"),
  },
];
