import type { ReactNode } from "react";
import { commands } from "../../state/commands.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Keys } from "../../ui/Keys.tsx";
import "./palette.css";

const groups = [
  { title: "Cells", starts: ["cell."] },
  { title: "Running and pins", starts: ["run.", "pins."] },
  { title: "File", starts: ["file.", "edit."] },
  { title: "View", starts: ["view."] },
] as const;

/** Every key there is, from the commands themselves. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog title="Keyboard shortcuts" size="large" open onClose={onClose}>
      <div className="shortcuts">
        {groups.map(({ title, starts }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {commands
                .filter(({ id, shortcuts }) => shortcuts !== undefined && starts.some((start) => id.startsWith(start)))
                .map(({ id, label, shortcuts = [] }) => (
                  <div key={id} className="shortcut-row">
                    <dt>{label}</dt>
                    <dd>
                      {shortcuts.map((shortcut) => (
                        <Keys key={shortcut} shortcut={shortcut} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="muted">
        Single letters act on the chosen cell while no text is edited. Z and Shift+Z undo and redo, too.
      </p>
    </Dialog>
  );
}
