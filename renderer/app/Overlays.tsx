import type { ReactNode } from "react";
import { AddCellDialog } from "./notebook/AddCellDialog.tsx";
import { CommandPalette } from "./palette/CommandPalette.tsx";
import { ShortcutSheet } from "./palette/ShortcutSheet.tsx";
import { RepinDialog } from "./pins/RepinDialog.tsx";
import { RoleSheet } from "./roles/RoleSheet.tsx";
import { useSession, useUi } from "./session-context.ts";
import { DiscardDialog } from "./shell/DiscardDialog.tsx";

/** Whatever lies over the notebook; one thing at a time. */
export function Overlays(): ReactNode {
  const { ui } = useSession();
  const overlay = useUi((state) => state.overlay);
  const close = (): void => ui.setState({ overlay: null });
  if (overlay === null) return null;
  switch (overlay.type) {
    case "palette":
      return <CommandPalette onClose={close} />;
    case "shortcuts":
      return <ShortcutSheet onClose={close} />;
    case "roles":
      return <RoleSheet files={overlay.files} onClose={close} />;
    case "add-cell":
      return <AddCellDialog at={overlay.at} onClose={close} />;
    case "repin":
      return <RepinDialog datasetId={overlay.datasetId} files={overlay.files} onClose={close} />;
    case "discard":
      return <DiscardDialog proceed={overlay.proceed} onClose={close} />;
  }
}
