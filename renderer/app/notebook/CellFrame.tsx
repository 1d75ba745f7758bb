import { memo, useRef, type ReactNode } from "react";
import type { Cell } from "../../../analysis/document/schema.ts";
import { focusCell } from "../../state/actions/edit-cells.ts";
import type { CellStatus } from "../../state/cell-status.ts";
import { passingOutcome } from "../../state/evidence.ts";
import { readResult, type ReadResult } from "../../state/faces.ts";
import type { CellRun } from "../../state/runs.ts";
import { ErrorNotice } from "../ErrorNotice.tsx";
import { useDocument, useRuns, useSession, useUi } from "../session-context.ts";
import { CellBody } from "./CellBody.tsx";
import { CellHeader } from "./CellHeader.tsx";
import { CellProgress } from "./CellProgress.tsx";
import { useFollow } from "./use-follow.ts";
import "./cell.css";

export interface CellFrameProps {
  readonly cell: Cell;
  readonly number: number;
  readonly status: CellStatus;
}

/** The skeleton that every kind shares: header, sentence, evidence, disclosures, provenance. */
export const CellFrame = memo(function CellFrame({ cell, number, status }: CellFrameProps): ReactNode {
  const session = useSession();
  const frameRef = useRef<HTMLElement>(null);
  const pointerRef = useRef(false);
  const focused = useUi((ui) => ui.focusedCell === cell.id);
  const collapsed = useUi((ui) => ui.collapsed[cell.id] === true);
  const run = useRuns((runs) => runs.cells[cell.id]);
  const passing = useDocument(({ open, engine }) => (open === null ? null : passingOutcome(open, cell, engine)));
  const held = useDocument(({ open }) => open?.investigation.results[cell.id]);
  const stored = passing?.result ?? held;
  const read = stored === undefined || status.freshness === "unknown" ? null : readResult(cell.kind, stored);
  const face = read?.face ?? null;
  useFollow(frameRef, focused, pointerRef);
  const focusByPointer = (): void => {
    pointerRef.current = !focused;
    focusCell(session, cell.id);
  };
  return (
    // The region takes the keyboard so that single letters act on it, and is chosen wherever it is pressed.
    <section
      ref={frameRef}
      id={`cell-${cell.id}`}
      className={lookOf(focused, passing === null ? status.freshness : "fresh")}
      aria-labelledby={`title-${cell.id}`}
      tabIndex={-1}
      onFocus={() => focusCell(session, cell.id)}
      onPointerDownCapture={focusByPointer}
    >
      <CellHeader cell={cell} number={number} status={status} run={run} face={face} />
      <CellProgress run={run} />
      <CellNotices cell={cell} status={status} run={run} read={read} />
      {collapsed ? null : <CellBody cell={cell} status={status} face={face} passing={passing?.result} />}
    </section>
  );
});

const lookOf = (focused: boolean, freshness: CellStatus["freshness"]): string =>
  `cell${focused ? " cell-focused" : ""}${freshness === "stale" ? " cell-stale" : ""}`;

interface CellNoticesProps {
  readonly cell: Cell;
  readonly status: CellStatus;
  readonly run: CellRun | undefined;
  readonly read: ReadResult | null;
}

/** Why there is no result, or none that can be shown. */
function CellNotices({ cell, status, run, read }: CellNoticesProps): ReactNode {
  if (status.freshness === "unknown") {
    return (
      <p className="cell-empty">
        This cell is of kind “{cell.kind}” and needs a newer Casefile. It is kept in the file as it is.
      </p>
    );
  }
  const failed = run?.status === "failed" ? run.error : null;
  const unreadable = read?.error ?? null;
  return (
    <>
      {failed === null ? null : <ErrorNotice error={failed} />}
      {unreadable === null ? null : <ErrorNotice error={unreadable} />}
      {status.freshness === "never" && failed === null && read === null ? (
        <p className="cell-empty">Not run yet.</p>
      ) : null}
    </>
  );
}
