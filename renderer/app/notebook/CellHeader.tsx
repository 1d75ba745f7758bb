import {
  ArrowDown,
  ArrowUp,
  ChevronDown,
  ChevronRight,
  Copy,
  MoreHorizontal,
  Pencil,
  Play,
  Quote,
  Trash2,
} from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Cell } from "../../../analysis/document/schema.ts";
import type { ResultFace } from "../../../analysis/kinds/kind.ts";
import { kindById } from "../../../analysis/kinds/registry.ts";
import { rename } from "../../state/actions/edit-cells.ts";
import { runCells } from "../../state/actions/run-cells.ts";
import type { CellStatus } from "../../state/cell-status.ts";
import type { CommandId } from "../../state/command-ids.ts";
import { commandById, perform } from "../../state/commands.ts";
import { isBusy, type CellRun } from "../../state/runs.ts";
import { toggleCollapsed } from "../../state/ui.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { VerdictChip } from "../../ui/VerdictChip.tsx";
import { useDocument, useSession, useUi } from "../session-context.ts";
import { StateChips } from "./StateChips.tsx";

export interface CellHeaderProps {
  readonly cell: Cell;
  readonly number: number;
  readonly status: CellStatus;
  readonly run: CellRun | undefined;
  readonly face: ResultFace | null;
}

/** Number, kind, states and actions on one line; verdict and title below; then the sentence that says what was found. */
export function CellHeader(props: CellHeaderProps): ReactNode {
  const { cell, status, face } = props;
  const readOnly = useDocument(({ open }) => open?.readOnly !== null);
  return (
    <header className="cell-head">
      <CellLine {...props} readOnly={readOnly} />
      <div className="cell-title-line">
        {face === null || status.freshness === "inert" ? null : <VerdictChip level={face.verdict.level} />}
        <CellTitle cell={cell} readOnly={readOnly} />
      </div>
      {face === null || face.sentence === "" ? null : (
        <p className="cell-sentence" id={`sentence-${cell.id}`}>
          {face.sentence}
        </p>
      )}
    </header>
  );
}

function CellLine({
  cell,
  number,
  status,
  run,
  face,
  readOnly,
}: CellHeaderProps & { readonly readOnly: boolean }): ReactNode {
  const session = useSession();
  const collapsed = useUi((ui) => ui.collapsed[cell.id] === true);
  const runs = status.freshness !== "inert" && status.freshness !== "unknown";
  return (
    <div className="cell-line">
      <IconButton
        size="small"
        label={collapsed ? "Show the output" : "Hide the output"}
        shortcut="o"
        icon={collapsed ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
        onPress={() => toggleCollapsed(session.ui, cell.id)}
      />
      <span className="cell-kind">
        {number} · {kindById(cell.kind)?.title ?? cell.kind}
      </span>
      <span className="cell-space" />
      <StateChips status={status} run={run} unlockable={face?.unlockable ?? null} />
      {runs ? (
        <IconButton
          label={isBusy(run) ? "Running" : "Run cell"}
          shortcut="Mod+Enter"
          disabled={readOnly || isBusy(run)}
          icon={<Play size={15} aria-hidden />}
          onPress={() => void runCells(session, [cell.id])}
        />
      ) : null}
      <CellMenu cell={cell} />
    </div>
  );
}

function CellTitle({ cell, readOnly }: { readonly cell: Cell; readonly readOnly: boolean }): ReactNode {
  const session = useSession();
  const renaming = useUi((ui) => ui.renaming === cell.id);
  const [draft, setDraft] = useState(cell.title);
  if (!renaming) {
    return (
      <h2 className="cell-title" id={`title-${cell.id}`}>
        <span onDoubleClick={() => (readOnly ? undefined : session.ui.setState({ renaming: cell.id }))}>
          {cell.title}
        </span>
      </h2>
    );
  }
  const finish = (): void => rename(session, cell.id, draft.trim() === "" ? cell.title : draft.trim());
  return (
    <h2 className="cell-title" id={`title-${cell.id}`}>
      <input
        className="cell-title-input"
        aria-label="Title of the cell"
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        defaultValue={cell.title}
        onFocus={(event) => {
          setDraft(cell.title);
          event.currentTarget.select();
        }}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === "Enter") finish();
          if (event.key === "Escape") session.ui.setState({ renaming: null });
        }}
      />
    </h2>
  );
}

const actions: readonly { readonly id: CommandId; readonly icon: ReactNode; readonly danger?: boolean }[] = [
  { id: "cell.rename", icon: <Pencil size={14} aria-hidden /> },
  { id: "cell.duplicate", icon: <Copy size={14} aria-hidden /> },
  { id: "cell.moveUp", icon: <ArrowUp size={14} aria-hidden /> },
  { id: "cell.moveDown", icon: <ArrowDown size={14} aria-hidden /> },
  { id: "cell.copyCitation", icon: <Quote size={14} aria-hidden /> },
  { id: "cell.delete", icon: <Trash2 size={14} aria-hidden />, danger: true },
];

function CellMenu({ cell }: { readonly cell: Cell }): ReactNode {
  const session = useSession();
  const readOnly = useDocument(({ open }) => open?.readOnly !== null);
  const entries = actions.flatMap(({ id, icon, danger = false }) => {
    const command = commandById(id);
    const disabled = readOnly && id !== "cell.copyCitation";
    return command === undefined
      ? []
      : [{ id, icon, danger, disabled, label: command.label, shortcut: command.shortcuts?.[0] }];
  });
  return (
    <Menu
      label={`Actions of ${cell.title}`}
      trigger={<MoreHorizontal size={16} aria-hidden />}
      entries={entries}
      onAction={(id) => {
        session.ui.setState({ focusedCell: cell.id });
        perform(session, id);
      }}
    />
  );
}
