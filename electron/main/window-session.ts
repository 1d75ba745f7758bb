import type { BrowserWindow } from "electron";
import type { MainEvent } from "../ipc/contract.ts";
import { mainEventChannel } from "../ipc/channels.ts";
import type { EngineProcess } from "./engine-process.ts";
import { newHandle, type FileGrants } from "./file-grants.ts";

/** The file that a window's investigation was read from or saved to, as it was then. */
export interface OpenFile {
  readonly documentId: string;
  readonly path: string;
  readonly sha256: string;
}

/** All that main knows about one window. */
export interface WindowSession {
  readonly window: BrowserWindow;
  readonly grants: FileGrants;
  readonly engine: EngineProcess;
  /** Names this window's backup; a new window has a new one. */
  backupId: string;
  openFile: OpenFile | null;
  /** Where the sample or a recovered document came from: its data paths are relative to this folder. */
  sourceFolder: string | null;
  /** Asked for by the desktop or the command line, and not yet fetched by the page. */
  openAtStart: string | null;
  dirty: { readonly dirty: boolean; readonly title: string };
  closing: "no" | "after-save" | "now";
  lastReport: string | null;
}

export const newWindowSession = (window: BrowserWindow, grants: FileGrants, engine: EngineProcess): WindowSession => ({
  window,
  grants,
  engine,
  backupId: newHandle(),
  openFile: null,
  sourceFolder: null,
  openAtStart: null,
  dirty: { dirty: false, title: "" },
  closing: "no",
  lastReport: null,
});

/** The live windows, by the id of their web contents. */
export class WindowSessions {
  readonly #sessions = new Map<number, WindowSession>();

  add(session: WindowSession): void {
    const { id } = session.window.webContents;
    this.#sessions.set(id, session);
    session.window.once("closed", () => this.#sessions.delete(id));
  }

  of(webContentsId: number): WindowSession | undefined {
    return this.#sessions.get(webContentsId);
  }

  all(): WindowSession[] {
    return [...this.#sessions.values()];
  }

  /** The window that has a file open, so that one file is never open twice. */
  holding(file: string): WindowSession | undefined {
    return this.all().find(({ openFile }) => openFile?.path === file);
  }
}

export function send(session: WindowSession, event: MainEvent): void {
  if (!session.window.isDestroyed()) session.window.webContents.send(mainEventChannel, event);
}
