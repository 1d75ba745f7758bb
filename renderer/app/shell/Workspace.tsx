import type { ReactNode } from "react";
import { Problems } from "../Problems.tsx";
import { Notebook } from "../notebook/Notebook.tsx";
import { useDocument, useUi } from "../session-context.ts";
import { Inspector } from "./Inspector.tsx";
import { Rail } from "./Rail.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { TitleBar } from "./TitleBar.tsx";
import "./shell.css";

/** The main window: pins on the left, the notebook, the settings of the focused cell on the right. */
export function Workspace(): ReactNode {
  const railOpen = useUi((ui) => ui.railOpen);
  const inspectorOpen = useUi((ui) => ui.inspectorOpen);
  const readOnly = useDocument(({ open }) => open?.readOnly ?? null);
  const newerFormat = useDocument(({ open }) => open?.newerFormat === true);
  return (
    <div className="workspace">
      <TitleBar />
      <div className="workspace-body">
        {railOpen ? <Rail /> : null}
        <main className="workspace-main" id="notebook">
          {readOnly === null ? null : (
            <p className="banner" role="status">
              Read-only: {readOnly}.{" "}
              {newerFormat ? "Use a newer Casefile to change it." : "Use Save as… for a copy that can be changed."}
            </p>
          )}
          <Problems />
          <Notebook />
        </main>
        {inspectorOpen ? <Inspector /> : null}
      </div>
      <StatusBar />
    </div>
  );
}
