import { openGranted, refreshAppInfo } from "./actions/open-case.ts";
import { hearHost } from "./actions/run-cells.ts";
import { backUp } from "./actions/save-case.ts";
import { hasUnsavedWork } from "./case.ts";
import { perform } from "./commands.ts";
import type { Session } from "./session.ts";
import { showProblem } from "./ui.ts";

const backupAfterMs = 1000;

/** Starts the conversation with the other processes. Opening a window asks what there is and runs nothing. */
export function connectSession(session: Session): () => void {
  const stops = [
    session.bridge.events.onHost((event) => hearHost(session, event)),
    session.bridge.events.onMain((event) => {
      if (event.type === "command") perform(session, event.command);
      else if (event.type === "open-granted") openGranted(session, event.fileId);
      else showMoved(session);
    }),
    watchChanges(session),
  ];
  void start(session);
  return () => stops.forEach((stop) => stop());
}

async function start(session: Session): Promise<void> {
  await refreshAppInfo(session);
  const openAtStart = session.ui.getState().info?.openAtStart ?? null;
  if (openAtStart !== null) openGranted(session, openAtStart);
  const info = await session.bridge.engine.info({});
  if (info.ok) session.document.setState({ engine: info.value.engine });
}

/** Backs up a second after the last change, and lets main know what closing the window would lose. */
function watchChanges(session: Session): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = "";
  const stop = session.document.subscribe(({ open }, before) => {
    if (open === before.open) return;
    const dirty = open !== null && hasUnsavedWork(open);
    const title = open?.investigation.title ?? "";
    if (told !== `${String(dirty)} ${title}`) void session.bridge.app.setDirty({ dirty, title: title.slice(0, 500) });
    told = `${String(dirty)} ${title}`;
    clearTimeout(timer);
    timer = setTimeout(() => backUp(session), backupAfterMs);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

function showMoved({ ui }: Session): void {
  showProblem(ui, {
    id: "moved",
    persistent: true,
    error: {
      code: "file/not-found",
      message: "The investigation's file was moved or deleted.",
      meaning: "Your changes are safe in Casefile, but Save has no place to write to.",
      fix: "Use Save as… to write it again.",
    },
  });
}
