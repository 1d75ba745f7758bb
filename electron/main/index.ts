import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { BrowserWindow, Menu, app, ipcMain, nativeTheme } from "electron";
import { outcomeOf } from "../../analysis/base/errors.ts";
import { mainContract } from "../ipc/contract.ts";
import { connectChannel } from "../ipc/channels.ts";
import type { AppContext } from "./app-context.ts";
import { Backups } from "./backups.ts";
import { EngineProcess } from "./engine-process.ts";
import { appHandlers } from "./handlers/app.ts";
import { documentHandlers, sampleFile } from "./handlers/document.ts";
import { dropContract, dropHandlers } from "./handlers/drop.ts";
import { filesHandlers } from "./handlers/files.ts";
import { RecentHandles } from "./handlers/recent-handles.ts";
import { reportHandlers } from "./handlers/report.ts";
import { ignoreDebugSwitches, lockDown } from "./lockdown.ts";
import { menuTemplate } from "./menu-template.ts";
import { Profile } from "./profile.ts";
import { registerScheme, servePages } from "./protocol.ts";
import { registerHandlers, trustedSession } from "./register.ts";
import { openFromOutside, openWindow } from "./windows.ts";
import { send, WindowSessions } from "./window-session.ts";

const distFolder = path.join(__dirname, "..");
const mostWorkers = 4;

/** The investigation that a command line names, if it is there. */
function fileIn(words: readonly string[], folder: string): string | null {
  const named = words.filter((word) => word.endsWith(".casefile")).map((word) => path.resolve(folder, word));
  return named.find((file) => existsSync(file)) ?? null;
}

function makeContext(): AppContext {
  const resources = app.isPackaged ? process.resourcesPath : app.getAppPath();
  const notice = path.join(process.resourcesPath, "evaluation-runtime.txt");
  const profileFolder = app.getPath("userData");
  const version = app.getVersion();
  const settings = {
    workers: Math.min(availableParallelism(), mostWorkers),
    cacheDir: path.join(profileFolder, "converted-data"),
    appVersion: version,
  };
  const entry = path.join(distFolder, "engine-host/index.cjs").replace("app.asar", "app.asar.unpacked");
  return {
    profile: new Profile(profileFolder),
    backups: new Backups(path.join(profileFolder, "unsaved")),
    sessions: new WindowSessions(),
    sampleFolder: path.join(resources, "samples/credit-default"),
    version,
    notice: existsSync(notice) ? readFileSync(notice, "utf8") : null,
    engineFor: (grants) => new EngineProcess(entry, settings, grants),
  };
}

function registerAll(context: AppContext): void {
  const sessionOf = (id: number): ReturnType<WindowSessions["of"]> => context.sessions.of(id);
  const recent = new RecentHandles();
  const handlers = {
    ...appHandlers(context, recent),
    ...documentHandlers(context, recent),
    ...filesHandlers,
    ...reportHandlers,
  };
  registerHandlers(ipcMain, mainContract, handlers, sessionOf);
  registerHandlers(ipcMain, dropContract, dropHandlers, sessionOf);
  ipcMain.on(connectChannel, (event) => {
    void outcomeOf(() => trustedSession(event, sessionOf).engine.connect(event.sender));
  });
}

function setMenu({ sessions }: AppContext): void {
  const command = (window: unknown, id: string): void => {
    const target = window instanceof BrowserWindow ? window : BrowserWindow.getFocusedWindow();
    const session = target && sessions.of(target.webContents.id);
    if (session) send(session, { type: "command", command: id });
  };
  const template = menuTemplate({ mac: process.platform === "darwin", packaged: app.isPackaged, command });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

async function start(): Promise<void> {
  let asked = fileIn(process.argv, process.cwd());
  const opening = { open: (file: string): void => void (asked = file) };
  app.on("open-file", (event, file) => {
    event.preventDefault();
    opening.open(file);
  });
  await app.whenReady();
  const context = makeContext();
  nativeTheme.themeSource = context.profile.data.theme;
  servePages(distFolder);
  registerAll(context);
  setMenu(context);
  opening.open = (file) => openFromOutside(context, file, distFolder);
  app.on("second-instance", (_event, words, folder) => {
    const file = fileIn(words, folder);
    if (file === null) openWindow(context, null, distFolder);
    else opening.open(file);
  });
  app.on("activate", () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(context, null, distFolder);
  });
  const sample = process.argv.includes("--sample") ? await sampleFile(context.sampleFolder) : null;
  openWindow(context, asked ?? sample, distFolder);
}

ignoreDebugSwitches();
if (app.requestSingleInstanceLock()) {
  registerScheme();
  lockDown();
  app.on("window-all-closed", () => app.quit());
  void start();
} else {
  app.quit();
}
