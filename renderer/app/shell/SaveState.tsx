import type { ReactNode } from "react";
import { isDirty } from "../../state/case.ts";
import { useDocument, useUi } from "../session-context.ts";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** Whether the file holds what the window shows. "Saved" is never said before the file was written and checked. */
export function SaveState(): ReactNode {
  const open = useDocument((state) => state.open);
  const failed = useUi(({ problems }) => problems.some(({ id }) => id === "save" || id === "moved"));
  if (open === null) return null;
  const [glyph, text, look] = saying(open.savedAt, isDirty(open), open.documentId === null, failed);
  return (
    <span className={`save-state save-state-${look}`}>
      <span aria-hidden>{glyph}</span> {text} <span className="save-name">{open.name}</span>
    </span>
  );
}

function saying(
  savedAt: string | null,
  dirty: boolean,
  untitled: boolean,
  failed: boolean,
): readonly [string, string, string] {
  if (failed) return ["◆", "Not saved", "failed"];
  if (dirty) return ["○", untitled ? "Not saved yet" : "Unsaved changes", "dirty"];
  return ["●", savedAt === null ? "No changes" : `Saved ${clock.format(new Date(savedAt))}`, "saved"];
}
