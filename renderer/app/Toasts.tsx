import { X } from "lucide-react";
import type { ReactNode } from "react";
import { dismissToast } from "../state/ui.ts";
import { Button } from "../ui/Button.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { usePerform, useSession, useUi } from "./session-context.ts";

export function Toasts(): ReactNode {
  const { ui } = useSession();
  const toasts = useUi((state) => state.toasts);
  const perform = usePerform();
  return (
    <div className="toasts" role="status">
      {toasts.map(({ id, text, undo }) => (
        <div key={id} className="toast">
          <span>{text}</span>
          {undo ? (
            <Button
              size="small"
              variant="quiet"
              onPress={() => {
                perform("edit.undo");
                dismissToast(ui, id);
              }}
            >
              Undo
            </Button>
          ) : null}
          <IconButton
            label="Dismiss"
            size="small"
            icon={<X size={14} aria-hidden />}
            onPress={() => dismissToast(ui, id)}
          />
        </div>
      ))}
    </div>
  );
}
