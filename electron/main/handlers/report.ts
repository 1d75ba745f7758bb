import path from "node:path";
import { dialog, shell } from "electron";
import { saveAtomically } from "../../../analysis/files/save-atomically.ts";
import type { mainContract } from "../../ipc/contract.ts";
import type { Handlers } from "../register.ts";
import type { WindowSession } from "../window-session.ts";

export const reportHandlers: Pick<Handlers<typeof mainContract, WindowSession>, "report.export" | "report.show"> = {
  "report.export": async (session, { text, suggestedName }) => {
    const fileName = session.openFile && path.basename(session.openFile.path);
    const html = await session.engine.renderReport({ text, fileName, createdAt: new Date().toISOString() });
    const { canceled, filePath } = await dialog.showSaveDialog(session.window, {
      title: "Export report",
      defaultPath: path.join(session.sourceFolder ?? "", `${fileNameOf(suggestedName)}.html`),
      filters: [{ name: "HTML report", extensions: ["html"] }],
    });
    if (canceled || !filePath) return null;
    const { bytes } = await saveAtomically(filePath, html);
    session.lastReport = filePath;
    return { name: path.basename(filePath), bytes };
  },
  /** Only for what this window has written. */
  "report.show": (session) => {
    if (session.lastReport !== null) shell.showItemInFolder(session.lastReport);
    return {};
  },
};

/** A title as a file name that every system takes. */
export const fileNameOf = (title: string): string =>
  title
    .replace(/\.(html|casefile)$/i, "")
    .replace(/[^\p{L}\p{N} ._()-]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+|\.+$/g, "")
    .slice(0, 100) || "investigation";
