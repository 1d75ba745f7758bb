import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { fail } from "../../analysis/base/errors.ts";
import { readEditable, readInvestigation } from "../../analysis/document/read.ts";
import type { Investigation } from "../../analysis/document/schema.ts";
import { worstLevel } from "../../analysis/document/worst-level.ts";
import { writeInvestigation } from "../../analysis/document/write.ts";
import { readTextFile } from "../../analysis/files/read-text-file.ts";
import { saveAtomically } from "../../analysis/files/save-atomically.ts";
import type { OpenedDocument } from "../ipc/contract.ts";
import type { Backup } from "./backups.ts";
import { approvalKey, findFiles, movedTo, type Places } from "./bound-files.ts";
import { newHandle } from "./file-grants.ts";
import type { Profile } from "./profile.ts";
import type { WindowSession } from "./window-session.ts";

/** A file of one window's investigation, read and its data found. Nothing is run and no data is read. */
export async function openFile(session: WindowSession, file: string, profile: Profile): Promise<OpenedDocument> {
  const real = await realpath(file).catch(() => path.resolve(file));
  const { text, sha256 } = await readTextFile(real);
  const { investigation, readOnly } = readInvestigation(text);
  const documentId = newHandle();
  session.openFile = { documentId, path: real, sha256 };
  session.sourceFolder = path.dirname(real);
  profile.remember(recentEntry(investigation, real));
  return {
    documentId,
    name: path.basename(real),
    text,
    readOnly,
    files: await findIn(session, investigation, profile),
  };
}

/** A copy without a file of its own: saving asks where. Its data stays where it is. */
export async function openUntitled(session: WindowSession, file: string, profile: Profile): Promise<OpenedDocument> {
  const { text } = await readTextFile(file);
  const { investigation } = readInvestigation(text);
  session.openFile = null;
  session.sourceFolder = path.dirname(await realpath(file));
  const files = await findIn(session, investigation, profile);
  return { documentId: null, name: path.basename(file), text, readOnly: null, files };
}

/** Unsaved work as it was; the file that it belongs to is replaced only if nobody changed it meanwhile. */
export async function openBackup(session: WindowSession, backup: Backup): Promise<OpenedDocument> {
  const { investigation, readOnly } = readInvestigation(backup.text);
  const documentId = backup.file === null ? null : newHandle();
  session.openFile = backup.file === null || documentId === null ? null : { documentId, ...backup.file };
  session.sourceFolder = backup.sourceFolder;
  const approved = new Set(Object.values(backup.places).flat());
  const found = await findFiles(investigation, {
    folder: backup.sourceFolder ?? "/",
    grants: session.grants,
    approved: (place) => approved.has(place),
  });
  const recovered = found.map((file) => {
    const place = backup.places[file.datasetId]?.[file.index];
    if (file.fileId !== null || place === undefined || !existsSync(place)) return file;
    return { ...file, fileId: session.grants.grant(place), state: "present" as const };
  });
  return { documentId, name: backup.name, text: backup.text, readOnly, files: recovered };
}

export interface Saving {
  readonly text: string;
  readonly places: Places;
  /** The file to write; null when the window's own is replaced. */
  readonly file: string | null;
  readonly profile: Profile;
}

export interface SavedDocument {
  readonly documentId: string;
  readonly name: string;
  readonly text: string;
}

/** Writes the document, its paths seen from where it goes. Gives the text that is on the disk now. */
export async function saveDocument(
  session: WindowSession,
  { text, places, file, profile }: Saving,
): Promise<SavedDocument> {
  const own = session.openFile;
  const target =
    file ?? own?.path ?? fail({ code: "output/not-writable", message: "This investigation has no file yet." });
  const folder = path.dirname(target);
  const { investigation, outside } = await movedTo(readEditable(text), { folder, from: session.sourceFolder, places });
  const written = writeInvestigation(investigation);
  const replacesOwn = own !== null && own.path === target;
  // A person who names the place of a file that is gone wants it back; a plain save never makes it anew.
  const mustBeAsRead = replacesOwn && (file === null || existsSync(target));
  const { sha256 } = await saveAtomically(target, written, {
    followLink: true,
    ...(mustBeAsRead ? { expectedSha256: own.sha256 } : {}),
  });
  const real = await realpath(target);
  session.openFile = { documentId: replacesOwn ? own.documentId : newHandle(), path: real, sha256 };
  session.sourceFolder = path.dirname(real);
  if (outside.length > 0) profile.approve(approvalKey(investigation, session.sourceFolder), outside);
  profile.remember(recentEntry(investigation, real));
  return { documentId: session.openFile.documentId, name: path.basename(real), text: written };
}

function findIn(
  session: WindowSession,
  investigation: Investigation,
  profile: Profile,
): Promise<OpenedDocument["files"]> {
  const folder = session.sourceFolder ?? "/";
  const key = approvalKey(investigation, folder);
  return findFiles(investigation, {
    folder,
    grants: session.grants,
    approved: (place) => profile.isApproved(key, place),
  });
}

const recentEntry = (
  { title, lock }: Investigation,
  file: string,
): { path: string; title: string; verdict: string; openedAt: string } => ({
  path: file,
  title,
  verdict: worstLevel(Object.values(lock?.cells ?? {}).map(({ verdict }) => verdict)),
  openedAt: new Date().toISOString(),
});
