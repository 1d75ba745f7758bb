import type { ReactNode } from "react";
import type { CellStatus } from "../../state/cell-status.ts";
import type { CellRun } from "../../state/runs.ts";

export interface StateChipsProps {
  readonly status: CellStatus;
  readonly run: CellRun | undefined;
  /** Why the result that is shown is not stored: a clause. */
  readonly unlockable: string | null;
}

/** Freshness and run state side by side, apart from the verdict: a cell may be Fail, stale and queued at once. */
export function StateChips({ status, run, unlockable }: StateChipsProps): ReactNode {
  const words = runWords(run);
  return (
    <>
      {unlockable === null ? null : (
        <span
          className="chip chip-plain"
          title="Its answer differs at each run, so it is shown here and kept neither in the file nor in reports."
        >
          <span aria-hidden>○</span> Can’t be locked: {unlockable}
        </span>
      )}
      {status.freshness === "stale" && unlockable === null ? (
        <span className="chip chip-plain chip-stale" title={status.reason ?? undefined}>
          <span aria-hidden>⟳</span> Stale{status.reason === null ? "" : `: ${status.reason}`}
        </span>
      ) : null}
      {words === null ? null : <span className="chip chip-plain">{words}</span>}
    </>
  );
}

function runWords(run: CellRun | undefined): string | null {
  switch (run?.status) {
    case undefined:
      return null;
    case "queued":
      return `◔ Queued (${String(run.place)})`;
    case "running":
      return run.total > 0 ? `◔ ${String(Math.floor((100 * run.done) / run.total))} %` : "◔ Running";
    case "cancelling":
      return "Cancelling…";
    case "cancelled":
      return "Cancelled";
    case "failed":
      return "◆ Did not run";
  }
}
