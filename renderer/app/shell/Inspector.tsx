import { useEffect, useRef, type ReactNode } from "react";
import { RotateCcw, Play, X } from "lucide-react";
import type { Cell, Investigation } from "../../../analysis/document/schema.ts";
import { kindById } from "../../../analysis/kinds/registry.ts";
import { changeSettings } from "../../state/actions/edit-cells.ts";
import { statusesOf } from "../../state/cell-status.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ErrorNotice } from "../ErrorNotice.tsx";
import { CellForm } from "../notebook/CellParts.tsx";
import { useDocument, useInvestigation, usePerform, useSession, useUi } from "../session-context.ts";

/** The settings of the focused cell. */
export function Inspector(): ReactNode {
  const { ui } = useSession();
  const investigation = useInvestigation();
  const focused = useUi((state) => state.focusedCell);
  const wishes = useUi((state) => state.enteredInspector);
  const body = useRef<HTMLDivElement>(null);
  const cell = investigation.cells.find(({ id }) => id === focused);
  useEffect(() => {
    if (wishes === 0) return;
    body.current?.querySelector<HTMLElement>("input, textarea, button")?.focus();
    ui.setState({ enteredInspector: 0 });
  }, [wishes, ui]);
  return (
    <aside className="inspector" aria-label="Inspector">
      <header className="inspector-head">
        <h2 className="inspector-title">{cell === undefined ? "Inspector" : cell.title}</h2>
        <IconButton
          label="Close the inspector"
          size="small"
          icon={<X size={14} aria-hidden />}
          onPress={() => ui.setState({ inspectorOpen: false })}
        />
      </header>
      <div className="inspector-body" ref={body}>
        {cell === undefined ? (
          <p className="muted">Choose a cell to see its settings.</p>
        ) : (
          <CellSettings key={cell.id} cell={cell} investigation={investigation} />
        )}
      </div>
    </aside>
  );
}

function CellSettings({
  cell,
  investigation,
}: {
  readonly cell: Cell;
  readonly investigation: Investigation;
}): ReactNode {
  const session = useSession();
  const perform = usePerform();
  const engine = useDocument((state) => state.engine);
  const readOnly = useDocument(({ open }) => open?.readOnly !== null);
  const kind = kindById(cell.kind);
  const status = statusesOf(investigation, engine).get(cell.id);
  if (kind === undefined || status === undefined || status.freshness === "unknown") {
    return <p className="muted">This cell needs a newer Casefile. It is kept as it is.</p>;
  }
  const untouched = Object.keys(cell.params).length === 0;
  return (
    <>
      <p className="inspector-question">{kind.question}</p>
      {status.refused === null ? null : <ErrorNotice error={status.refused} />}
      <fieldset className="inspector-form" disabled={readOnly}>
        <CellForm cell={cell} />
      </fieldset>
      {kind.inert ? null : (
        <div className="inspector-actions">
          <Button variant="primary" disabled={readOnly} onPress={() => perform("cell.run")}>
            <Play size={14} aria-hidden /> Run
          </Button>
          <Button disabled={untouched || readOnly} onPress={() => changeSettings(session, cell.id, {})}>
            <RotateCcw size={14} aria-hidden /> Reset
          </Button>
        </div>
      )}
    </>
  );
}
