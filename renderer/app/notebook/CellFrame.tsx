import { memo, useEffect, useRef, type ReactNode, type RefObject } from "react";
import type { Cell } from "../../../analysis/document/schema.ts";
import { kindById } from "../../../analysis/kinds/registry.ts";
import { focusCell } from "../../state/actions/edit-cells.ts";
import type { CellStatus } from "../../state/cell-status.ts";
import { readResult } from "../../state/faces.ts";
import { ErrorNotice } from "../ErrorNotice.tsx";
import { useInvestigation, useRuns, useSession, useUi } from "../session-context.ts";
import { CellBody } from "./CellBody.tsx";
import { CellHeader } from "./CellHeader.tsx";
import { CellProgress } from "./CellProgress.tsx";
import "./cell.css";

export interface CellFrameProps {
  readonly cell: Cell;
  readonly number: number;
  readonly status: CellStatus;
}

/** The skeleton that every kind shares: header, sentence, evidence, disclosures, provenance. */
export const CellFrame = memo(function CellFrame({ cell, number, status }: CellFrameProps): ReactNode {
  const session = useSession();
  const investigation = useInvestigation();
  const frame = useRef<HTMLElement>(null);
  const focused = useUi((ui) => ui.focusedCell === cell.id);
  const collapsed = useUi((ui) => ui.collapsed[cell.id] === true);
  const run = useRuns((runs) => runs.cells[cell.id]);
  const byPointer = useRef(false);
  useFollow(frame, focused, byPointer);
  const kind = kindById(cell.kind);
  const stored = investigation.results[cell.id];
  const read = stored === undefined || kind === undefined ? null : readResult(cell.kind, stored);
  const look = ["cell", focused ? "cell-focused" : "", status.freshness === "stale" ? "cell-stale" : ""]
    .join(" ")
    .trim();
  return (
    <section
      ref={frame}
      id={`cell-${cell.id}`}
      className={look}
      aria-labelledby={`title-${cell.id}`}
      // The region takes the keyboard so that single letters act on it (ux.md 2.10).
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={-1}
      onFocus={() => focusCell(session, cell.id)}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
      onMouseDown={() => {
        byPointer.current = !focused;
        focusCell(session, cell.id);
      }}
    >
      <CellHeader cell={cell} number={number} status={status} run={run} face={read?.face ?? null} />
      <CellProgress run={run} />
      {run?.status === "failed" ? <ErrorNotice error={run.error} /> : null}
      {status.freshness === "unknown" ? (
        <p className="cell-empty">
          This cell is of kind “{cell.kind}” and needs a newer Casefile. It is kept in the file as it is.
        </p>
      ) : null}
      {read?.error == null ? null : <ErrorNotice error={read.error} />}
      {status.freshness === "never" && run?.status !== "failed" ? <NotRun /> : null}
      {collapsed ? null : <CellBody cell={cell} status={status} face={read?.face ?? null} />}
    </section>
  );
});

function NotRun(): ReactNode {
  return <p className="cell-empty">Not run yet.</p>;
}

/** Whether the cell's head stands in the upper part of the notebook's window already. */
function startsInView(element: HTMLElement): boolean {
  const frame = element.closest("main")?.getBoundingClientRect();
  const { top } = element.getBoundingClientRect();
  return frame !== undefined && top >= frame.top && top < frame.top + 0.6 * frame.height;
}

/** Brings the focused cell into view when a command moved there; the pointer is where it wants to be. */
function useFollow(frame: RefObject<HTMLElement | null>, focused: boolean, byPointer: RefObject<boolean>): void {
  useEffect(() => {
    const element = frame.current;
    const pointed = byPointer.current;
    byPointer.current = false;
    if (!focused || element === null || pointed) return;
    const active = document.activeElement;
    const elsewhere = active !== null && active !== document.body && !active.classList.contains("cell");
    if (!elsewhere) element.focus({ preventScroll: true });
    if (!startsInView(element)) element.scrollIntoView({ block: "nearest" });
  }, [frame, focused, byPointer]);
}
