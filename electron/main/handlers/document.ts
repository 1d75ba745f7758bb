import { readdir } from "node:fs/promises";
import path from "node:path";
import { dialog } from "electron";
import { fail } from "../../../analysis/base/errors.ts";
import type { OpenedDocument, RequestOf, mainContract } from "../../ipc/contract.ts";
import type { AppContext } from "../app-context.ts";
import { placesOf } from "../bound-files.ts";
import { openBackup, openFile, openUntitled, saveDocument } from "../documents.ts";
import type { Handlers } from "../register.ts";
import type { WindowSession } from "../window-session.ts";
import type { RecentHandles } from "./recent-handles.ts";
import { fileNameOf } from "./report.ts";

const investigations = [{ name: "Casefile investigation", extensions: ["casefile"] }];
type DocumentMethod = Extract<keyof typeof mainContract, `document.${string}`>;
type SaveRequest = RequestOf<typeof mainContract, "document.save">;
type SaveAnswer = { documentId: string; name: string; text: string; savedAt: string };

export function documentHandlers(
  context: AppContext,
  recent: RecentHandles,
): Pick<Handlers<typeof mainContract, WindowSession>, DocumentMethod> {
  const { profile, backups, sessions, sampleFolder } = context;
  const open = (session: WindowSession, file: string): Promise<OpenedDocument> => {
    refuseSecondWindow(context, session, file);
    return granted(session, openFile(session, file, profile));
  };
  const copy = (session: WindowSession, file: string): Promise<OpenedDocument> =>
    granted(session, openUntitled(session, file, profile));
  return {
    "document.choose": async (session) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(session.window, {
        title: "Open an investigation",
        filters: investigations,
        properties: ["openFile"],
      });
      const [file] = filePaths;
      return canceled || file === undefined ? null : open(session, file);
    },
    "document.openRecent": (session, { recentId }) => open(session, recent.fileOf(recentId)),
    "document.openGranted": (session, { fileId }) => {
      const file = session.grants.pathOf(fileId);
      return path.dirname(file) === sampleFolder ? copy(session, file) : open(session, file);
    },
    "document.openSample": async (session) => copy(session, await sampleFile(sampleFolder)),
    "document.save": async (session, request) => {
      if (request.documentId === null) return saveAs(context, session, request);
      checkOwner(session, request.documentId);
      return save(context, session, request, null);
    },
    "document.saveAs": (session, request) => saveAs(context, session, request),
    "document.backup": async (session, { documentId, name, text, bindings }) => {
      const { sourceFolder, grants } = session;
      const own = documentId === null ? null : session.openFile;
      const file = own && { path: own.path, sha256: own.sha256 };
      const places = placesOf(bindings, grants);
      await backups.write(session.backupId, { name, at: new Date().toISOString(), text, file, sourceFolder, places });
      return {};
    },
    "document.recoverable": async () => {
      const live = new Set(sessions.all().map(({ backupId }) => backupId));
      const left = (await backups.list()).filter(({ id }) => !live.has(id));
      return left.map(({ id, backup: { name, at } }) => ({ backupId: id, name, at }));
    },
    "document.recover": async (session, { backupId }) => {
      const opened = await granted(session, openBackup(session, await backups.read(backupId)));
      session.backupId = backupId;
      return opened;
    },
    "document.discardBackup": async (_session, { backupId }) => {
      await backups.discard(backupId);
      return {};
    },
  };
}

/** One file is open once: its window comes to the front instead. */
function refuseSecondWindow({ sessions }: AppContext, session: WindowSession, file: string): void {
  const holder = sessions.holding(path.resolve(file));
  if (holder === undefined || holder === session) return;
  holder.window.focus();
  fail({
    code: "output/conflict",
    message: `${path.basename(file)} is open in another window.`,
    meaning: "That window has come to the front.",
  });
}

function checkOwner(session: WindowSession, documentId: string): void {
  if (documentId === session.openFile?.documentId) return;
  fail({
    code: "refused/path",
    message: "That investigation does not belong to this window.",
    fix: "Save it under a new name.",
  });
}

/** The engine learns where the document's data is before the page learns its handles. */
async function granted(session: WindowSession, opening: Promise<OpenedDocument>): Promise<OpenedDocument> {
  const opened = await opening;
  session.engine.grant(session.grants.all());
  return opened;
}

async function saveAs(context: AppContext, session: WindowSession, request: SaveRequest): Promise<SaveAnswer | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(session.window, {
    title: "Save the investigation",
    defaultPath: session.openFile?.path ?? `${fileNameOf(session.dirty.title)}.casefile`,
    filters: investigations,
  });
  if (canceled || !filePath) {
    session.closing = "no";
    return null;
  }
  const file = filePath.endsWith(".casefile") ? filePath : `${filePath}.casefile`;
  refuseSecondWindow(context, session, file);
  return save(context, session, request, file);
}

async function save(
  { profile, backups }: AppContext,
  session: WindowSession,
  { text, bindings }: SaveRequest,
  file: string | null,
): Promise<SaveAnswer> {
  const places = placesOf(bindings, session.grants);
  try {
    const written = await saveDocument(session, { text, places, file, profile });
    await backups.discard(session.backupId);
    return { ...written, savedAt: new Date().toISOString() };
  } catch (thrown) {
    session.closing = "no";
    throw thrown;
  }
}

export async function sampleFile(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const name = names.find((entry) => entry.endsWith(".casefile"));
  return name === undefined
    ? fail({ code: "file/not-found", message: "The sample investigation is missing from this installation." })
    : path.join(folder, name);
}
