import { app, type Session, type WebContents } from "electron";
import { isAppUrl } from "./app-origin.ts";

/** No page leaves its place, opens another, or embeds one (S4). */
function pinToPage(contents: WebContents): void {
  const deny = (event: { preventDefault(): void }): void => event.preventDefault();
  contents.on("will-navigate", deny);
  contents.on("will-redirect", deny);
  contents.on("will-frame-navigate", deny);
  contents.on("will-attach-webview", deny);
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/** The one thing that a page may do beyond its own: put text on the clipboard, as its Copy buttons do. It cannot read it. */
const copying = "clipboard-sanitized-write";

/** No other permission is asked for or held, and nothing is downloaded. */
function denyPrivileges(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(permission === copying && isAppUrl(contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === copying && isAppUrl(origin));
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

/** No request leaves the computer: only Casefile's own pages and what they hold in memory are ever fetched. */
function denyNetwork(session: Session): void {
  const local = /^(app|data|blob|devtools|chrome-extension):/;
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !local.test(url) }));
}

/** Applies to every page and session that this process ever makes. */
export function lockDown(): void {
  app.on("session-created", (session) => {
    denyPrivileges(session);
    denyNetwork(session);
  });
  app.on("web-contents-created", (_event, contents) => pinToPage(contents));
}

/** What a released Casefile doesn't obey: switches that would let another program look into it. */
export function ignoreDebugSwitches(): void {
  if (!app.isPackaged) return;
  for (const name of ["remote-debugging-port", "remote-debugging-pipe", "inspect", "inspect-brk", "js-flags"]) {
    app.commandLine.removeSwitch(name);
  }
}
