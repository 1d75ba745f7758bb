import { existsSync } from "node:fs";
import path from "node:path";
import { dialog } from "electron";
import type { AppContext } from "./app-context.ts";
import { FileGrants, newHandle } from "./file-grants.ts";
import { createWindow, loadPage } from "./window.ts";
import { newWindowSession, send, type WindowSession } from "./window-session.ts";

/** Opens a window; with a file, the page opens that file as soon as it is there. */
export function openWindow(context: AppContext, file: string | null, distFolder: string): void {
  const window = createWindow(context.profile, distFolder);
  const grants = new FileGrants();
  const session = newWindowSession(window, grants, context.engineFor(grants));
  if (file !== null) session.openAtStart = grants.grant(file);
  context.sessions.add(session);
  guardClosing(session, context);
  recoverFromCrash(session);
  watchFile(session);
  window.once("closed", () => {
    grants.revokeAll();
    session.engine.stop();
  });
  void loadPage(window);
}

/** Opens a file that the desktop or a second start asked for: in its window, in an empty window, or in a new one. */
export function openFromOutside(context: AppContext, file: string, distFolder: string): void {
  const holder = context.sessions.holding(path.resolve(file));
  const empty = context.sessions.all().find(({ openFile, dirty }) => openFile === null && dirty.title === "");
  const chosen = holder ?? empty;
  if (chosen === undefined) return openWindow(context, file, distFolder);
  if (holder === undefined) send(chosen, { type: "open-granted", fileId: chosen.grants.grant(file) });
  if (chosen.window.isMinimized()) chosen.window.restore();
  chosen.window.focus();
}

/** Unsaved work is saved, given up on purpose, or keeps the window open. */
function guardClosing(session: WindowSession, { backups }: AppContext): void {
  session.window.on("close", (event) => {
    if (!session.dirty.dirty || session.closing === "now") return;
    event.preventDefault();
    void askBeforeClosing(session).then(async (answer) => {
      if (answer === "save") {
        session.closing = "after-save";
        send(session, { type: "command", command: "file.save" });
      }
      if (answer !== "discard") return;
      await backups.discard(session.backupId);
      session.closing = "now";
      session.window.close();
    });
  });
}

const answers = ["save", "discard", "stay"] as const;

async function askBeforeClosing({ window, dirty }: WindowSession): Promise<(typeof answers)[number]> {
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    message: `Save the changes to “${dirty.title}”?`,
    detail: "They are lost if you don't save them.",
    buttons: ["Save", "Don't Save", "Cancel"],
    defaultId: 0,
    cancelId: 2,
  });
  return answers[response] ?? "stay";
}

/** A file that was moved or deleted meanwhile is noticed when the person comes back to its window. */
function watchFile(session: WindowSession): void {
  session.window.on("focus", () => {
    const { openFile } = session;
    if (openFile === null || existsSync(openFile.path)) return;
    send(session, { type: "file-moved", documentId: openFile.documentId });
  });
}

/** A page that died comes back, and offers the backup of what it held. */
function recoverFromCrash(session: WindowSession): void {
  session.window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit" || session.window.isDestroyed()) return;
    session.backupId = newHandle();
    session.dirty = { dirty: false, title: "" };
    session.openFile = null;
    void loadPage(session.window);
  });
}
