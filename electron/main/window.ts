import path from "node:path";
import { BrowserWindow, nativeTheme, screen } from "electron";
import { startPage } from "./app-origin.ts";
import type { Profile } from "./profile.ts";

const standardSize = { width: 1440, height: 900 };

/** A window of Casefile: sandboxed, isolated, without Node, and shown only when there is something to see. */
export function createWindow(profile: Profile, distFolder: string): BrowserWindow {
  const window = new BrowserWindow({
    ...(placeFor(profile) ?? standardSize),
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: "Casefile",
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#14171C" : "#FFFFFF",
    webPreferences: {
      preload: path.join(distFolder, "preload/index.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once("ready-to-show", () => window.show());
  window.on("close", () => profile.update({ bounds: window.getNormalBounds() }));
  return window;
}

/** The page is loaded once all that listens to it is in place. */
export const loadPage = (window: BrowserWindow): Promise<void> => window.loadURL(startPage);

/** Where the last window was, if a screen still shows that place. */
function placeFor(profile: Profile): Electron.Rectangle | null {
  const { bounds } = profile.data;
  if (bounds === null) return null;
  const { workArea } = screen.getDisplayMatching(bounds);
  const visible =
    bounds.x < workArea.x + workArea.width && bounds.x + bounds.width > workArea.x && bounds.y >= workArea.y;
  return visible ? bounds : null;
}
