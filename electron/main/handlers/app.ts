import path from "node:path";
import { existsSync } from "node:fs";
import { nativeTheme } from "electron";
import type { mainContract } from "../../ipc/contract.ts";
import type { AppContext } from "../app-context.ts";
import type { Handlers } from "../register.ts";
import type { WindowSession } from "../window-session.ts";
import type { RecentHandles } from "./recent-handles.ts";

type AppMethod = "app.state" | "app.setTheme" | "app.setDirty";

export function appHandlers(
  context: AppContext,
  recent: RecentHandles,
): Pick<Handlers<typeof mainContract, WindowSession>, AppMethod> {
  const { profile, backups, version, notice } = context;
  return {
    "app.state": (session) => {
      const { openAtStart } = session;
      session.openAtStart = null;
      return {
        version,
        platform: process.platform,
        notice,
        recent: profile.data.recent.map((entry) => ({
          recentId: recent.handleOf(entry.path),
          name: path.basename(entry.path),
          title: entry.title,
          verdict: entry.verdict,
          openedAt: entry.openedAt,
          missing: !existsSync(entry.path),
        })),
        theme: profile.data.theme,
        openAtStart,
      };
    },
    "app.setTheme": (_session, { theme }) => {
      nativeTheme.themeSource = theme;
      profile.update({ theme });
      return {};
    },
    "app.setDirty": async (session, state) => {
      session.dirty = state;
      session.window.setTitle(titleFor(state));
      session.window.setDocumentEdited(state.dirty);
      if (!state.dirty) await backups.discard(session.backupId);
      if (!state.dirty && session.closing === "after-save") session.window.close();
      return {};
    },
  };
}

const titleFor = ({ dirty, title }: WindowSession["dirty"]): string =>
  title === "" ? "Casefile" : `${dirty ? "● " : ""}${title} – Casefile`;
