import { useEffect, useState, type ReactNode } from "react";
import { answered } from "../bridge/client.ts";
import { openGranted } from "../state/actions/open-case.ts";
import { attempt, type Session } from "../state/session.ts";
import { useSession } from "./session-context.ts";

const isInvestigation = (name: string): boolean => /\.casefile$/i.test(name);

/** Files that were dropped anywhere: an investigation is opened, anything else gets a role. */
function take(session: Session, dropped: readonly File[]): void {
  if (dropped.length === 0 || session.ui.getState().overlay !== null) return;
  void attempt(session, "files", async () => {
    const files = await answered(session.bridge.files.fromDrop(dropped));
    const investigation = files.find(({ name }) => isInvestigation(name));
    if (investigation !== undefined) openGranted(session, investigation.fileId);
    else if (files.length > 0) session.ui.setState({ overlay: { type: "roles", files } });
  });
}

/** Makes the whole window a place to drop files. */
export function DropOverlay({ children }: { readonly children: ReactNode }): ReactNode {
  const session = useSession();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      take(session, [...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = { dragover: onOver, dragleave: onLeave, drop: onDrop } as const;
    window.addEventListener("dragover", listeners.dragover);
    window.addEventListener("dragleave", listeners.dragleave);
    window.addEventListener("drop", listeners.drop);
    return () => {
      window.removeEventListener("dragover", listeners.dragover);
      window.removeEventListener("dragleave", listeners.dragleave);
      window.removeEventListener("drop", listeners.drop);
    };
  }, [session]);
  return (
    <>
      {children}
      {over ? (
        <div className="drop-veil" aria-hidden>
          <p>Drop Parquet files to pin them, or an investigation to open it</p>
        </div>
      ) : null}
    </>
  );
}
