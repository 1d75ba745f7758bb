import type { Investigation } from "../../../analysis/document/schema.ts";
import { createInvestigation } from "../../../analysis/document/edits.ts";
import { appendHistory } from "../../../analysis/document/history.ts";
import { newInvestigationId } from "../../../analysis/document/investigation-id.ts";
import { readInvestigation } from "../../../analysis/document/read.ts";
import { answered } from "../../bridge/client.ts";
import type { OpenedDocument } from "../../bridge/contract-types.ts";
import { hasUnsavedWork, type Case, type FileHandle } from "../case.ts";
import { noEvidence, remember } from "../evidence.ts";
import { author } from "../author.ts";
import { attempt, type Session } from "../session.ts";
import { announce } from "../ui.ts";
import { cancelEverything } from "./run-cells.ts";

/** Shows what main has opened. Nothing is run and nothing is changed: the stored results are the evidence. */
export function showOpened(session: Session, { documentId, name, text, readOnly, files }: OpenedDocument): void {
  const opened = readInvestigation(text);
  const { investigation } = opened;
  const handles: Record<string, FileHandle> = {};
  for (const { datasetId, index, fileId, state, name: fileName } of files) {
    const dataset = investigation.datasets.find(({ id }) => id === datasetId);
    const artifact = investigation.models.find(({ id }) => id === datasetId)?.artifact;
    const sha256 = dataset?.files[index]?.sha256 ?? artifact?.sha256;
    if (sha256 !== undefined) handles[sha256] = { fileId, state, name: fileName };
  }
  showCase(session, {
    ...{ documentId, name, investigation, files: handles, savedAt: null, past: [], future: [] },
    readOnly: opened.readOnly ?? readOnly,
    newerFormat: opened.readOnly !== null,
    saved: opened.migratedFrom === null ? investigation : null,
    evidence: remember(noEvidence, investigation),
  });
  const results = Object.keys(investigation.results).length;
  announce(session.ui, `Opened ${investigation.title}. Loaded ${String(results)} results; nothing was run.`);
}

export interface NewCase {
  readonly title: string;
  readonly datasets?: Investigation["datasets"];
  readonly models?: Investigation["models"];
  readonly files?: Case["files"];
}

/** A new, untitled investigation; it exists in this window until it is saved. */
export function startCase(session: Session, { title, datasets = [], models = [], files = {} }: NewCase): void {
  const now = new Date();
  const id = newInvestigationId(now.getTime(), crypto.getRandomValues(new Uint8Array(10)));
  const bare = createInvestigation({ id, title, datasets, models });
  const investigation = appendHistory(bare, {
    at: now.toISOString(),
    by: author,
    action: "create",
    summary: "Created in the app",
  });
  showCase(session, {
    ...{
      documentId: null,
      name: "Untitled",
      readOnly: null,
      investigation,
      files,
      savedAt: null,
      past: [],
      future: [],
    },
    ...{ saved: null, evidence: noEvidence, newerFormat: false },
  });
}

function showCase(session: Session, open: Case): void {
  cancelEverything(session);
  session.runs.setState({ cells: {}, jobs: {}, checks: {} });
  session.ui.setState({
    ...{ focusedCell: open.investigation.cells[0]?.id ?? null, renaming: null, collapsed: {}, overlay: null },
    ...{ toasts: [], problems: [], railTab: "pins" },
  });
  session.document.setState({ open });
}

/** Asks first where unsaved work would be lost. */
export function leavingIsSafe(session: Session, proceed: () => void): void {
  const { open } = session.document.getState();
  if (open === null || !hasUnsavedWork(open)) proceed();
  else session.ui.setState({ overlay: { type: "discard", proceed } });
}

export function closeCase(session: Session): void {
  leavingIsSafe(session, () => {
    cancelEverything(session);
    session.document.setState({ open: null });
    session.ui.setState({ overlay: null, problems: [], focusedCell: null });
    void refreshAppInfo(session);
  });
}

type Ask = () => Promise<OpenedDocument | null>;

/** Opens whatever `ask` answers, in this window. */
export function openFrom(session: Session, ask: Ask): void {
  leavingIsSafe(session, () => {
    session.ui.setState({ overlay: null });
    void attempt(session, "open", async () => {
      const opened = await ask();
      if (opened !== null) showOpened(session, opened);
    });
  });
}

export const openByDialog = (session: Session): void =>
  openFrom(session, () => answered(session.bridge.document.choose({})));
export const openSample = (session: Session): void =>
  openFrom(session, () => answered(session.bridge.document.openSample({})));
export const openRecent = (session: Session, recentId: string): void =>
  openFrom(session, () => answered(session.bridge.document.openRecent({ recentId })));
export const openGranted = (session: Session, fileId: string): void =>
  openFrom(session, () => answered(session.bridge.document.openGranted({ fileId })));
export const recover = (session: Session, backupId: string): void =>
  openFrom(session, () => answered(session.bridge.document.recover({ backupId })));

export async function refreshAppInfo(session: Session): Promise<void> {
  await attempt(session, "app-info", async () => {
    const info = await answered(session.bridge.app.state({}));
    const recoverable = await answered(session.bridge.document.recoverable({}));
    session.ui.setState({ info, recoverable, theme: info.theme });
  });
}
