import { useEffect, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { DropOverlay } from "./DropOverlay.tsx";
import { Overlays } from "./Overlays.tsx";
import { Problems } from "./Problems.tsx";
import { useDocument, useUi } from "./session-context.ts";
import { Toasts } from "./Toasts.tsx";
import { useShortcuts } from "./use-shortcuts.ts";
import { useLayout } from "./use-layout.ts";
import { useTheme } from "./use-theme.ts";
import { Welcome } from "./welcome/Welcome.tsx";
import { Workspace } from "./shell/Workspace.tsx";
import "./app.css";

export function App(): ReactNode {
  const isOpen = useDocument(({ open }) => open !== null);
  const title = useDocument(({ open }) => open?.investigation.title ?? null);
  const announcement = useUi((ui) => ui.announcement);
  useTheme();
  useLayout();
  useShortcuts();
  useEffect(() => {
    document.title = title === null ? "Casefile" : `${title} – Casefile`;
  }, [title]);
  return (
    <I18nProvider locale="en-US">
      <DropOverlay>
        {isOpen ? (
          <Workspace />
        ) : (
          <>
            <Problems />
            <Welcome />
          </>
        )}
      </DropOverlay>
      <Overlays />
      <Toasts />
      <p className="visually-hidden" aria-live="polite">
        {announcement}
      </p>
    </I18nProvider>
  );
}
