import { FileDown, House, PanelLeft, PanelRight, Play, Search, Settings2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { setTitle } from "../../../analysis/document/edits.ts";
import { commandById, perform } from "../../state/commands.ts";
import { edit } from "../../state/document.ts";
import { staleCellIds } from "../../state/cell-status.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { useDocument, useInvestigation, usePerform, useSession, useUi } from "../session-context.ts";
import { RollUpChips } from "./RollUpChips.tsx";
import { SaveState } from "./SaveState.tsx";

export function TitleBar(): ReactNode {
  const perform = usePerform();
  const railOpen = useUi((ui) => ui.railOpen);
  const inspectorOpen = useUi((ui) => ui.inspectorOpen);
  return (
    <header className="title-bar">
      <IconButton
        label="Close investigation"
        icon={<House size={16} aria-hidden />}
        onPress={() => perform("file.close")}
      />
      <IconButton
        label="Left panel"
        shortcut="Mod+B"
        pressed={railOpen}
        icon={<PanelLeft size={16} aria-hidden />}
        onPress={() => perform("view.rail")}
      />
      <div className="title-block">
        <InvestigationTitle />
        <SaveState />
      </div>
      <RollUpChips />
      <RunStale />
      <ExportMenu />
      <IconButton
        label="Command palette"
        shortcut="Mod+K"
        icon={<Search size={16} aria-hidden />}
        onPress={() => perform("view.palette")}
      />
      <ThemeMenu />
      <IconButton
        label="Inspector"
        shortcut="Mod+Alt+B"
        pressed={inspectorOpen}
        icon={<PanelRight size={16} aria-hidden />}
        onPress={() => perform("view.inspector")}
      />
    </header>
  );
}

function InvestigationTitle(): ReactNode {
  const { document } = useSession();
  const title = useDocument(({ open }) => open?.investigation.title ?? "");
  const readOnly = useDocument(({ open }) => open?.readOnly !== null);
  const [draft, setDraft] = useState<string | null>(null);
  const finish = (): void => {
    const next = draft?.trim() ?? "";
    if (next !== "" && next !== title)
      edit(document, `new title "${next}"`, (investigation) => setTitle(investigation, next));
    setDraft(null);
  };
  return (
    <h1 className="title-heading">
      <span className="title-twin">{draft ?? title}</span>
      <input
        className="title-input"
        size={1}
        aria-label="Title of the investigation"
        value={draft ?? title}
        readOnly={readOnly}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setDraft(null);
        }}
      />
    </h1>
  );
}

function RunStale(): ReactNode {
  const investigation = useInvestigation();
  const engine = useDocument((state) => state.engine);
  const perform = usePerform();
  const stale = staleCellIds(investigation, engine).length;
  return (
    <Button
      variant={stale > 0 ? "primary" : "secondary"}
      disabled={stale === 0}
      label={stale === 0 ? "Run stale: every result is up to date" : `Run ${String(stale)} stale cells`}
      onPress={() => perform("run.stale")}
    >
      <Play size={14} aria-hidden /> Run stale{stale === 0 ? "" : ` ${String(stale)}`}
    </Button>
  );
}

function ExportMenu(): ReactNode {
  const session = useSession();
  useInvestigation();
  const entries = (["file.exportReport", "file.save", "file.saveAs"] as const).flatMap((id) => {
    const command = commandById(id);
    if (command === undefined) return [];
    const blocked = command.blocked(session);
    return [
      {
        id,
        label: command.label,
        shortcut: command.shortcuts?.[0],
        disabled: blocked !== null,
        description: blocked ?? undefined,
      },
    ];
  });
  return (
    <Menu
      label="Export and save"
      look="secondary"
      trigger={
        <>
          <FileDown size={14} aria-hidden /> Export
        </>
      }
      entries={entries}
      onAction={(id) => perform(session, id)}
    />
  );
}

/** Light, dark or as the system; reachable from every screen. */
export function ThemeMenu(): ReactNode {
  const session = useSession();
  const theme = useUi((ui) => ui.theme);
  const names = { system: "As the system", light: "Light", dark: "Dark" } as const;
  return (
    <Menu
      label="Appearance and help"
      trigger={<Settings2 size={16} aria-hidden />}
      entries={[
        ...(["system", "light", "dark"] as const).map((id) => ({
          id: `theme.${id}`,
          label: `Theme: ${names[id].toLowerCase()}`,
          description: id === theme ? "In use" : undefined,
        })),
        { id: "view.shortcuts", label: "Keyboard shortcuts", shortcut: "?" },
      ]}
      onAction={(id) => perform(session, id)}
    />
  );
}
