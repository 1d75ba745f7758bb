import { useEffect, useState, type ReactNode } from "react";
import { cancelJob } from "../../state/actions/run-cells.ts";
import type { CellRun } from "../../state/runs.ts";
import { Button } from "../../ui/Button.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { useSession } from "../session-context.ts";

const quietMs = 200;

/** Nothing for the first 200 ms, so that quick cells don't flicker; then a thin line, what is happening, and a way to stop. */
export function CellProgress({ run }: { readonly run: CellRun | undefined }): ReactNode {
  const session = useSession();
  const busy = run?.status === "running" || run?.status === "cancelling";
  const shown = useAfter(busy, quietMs);
  if (!busy || !shown) return null;
  const share = run.status === "running" && run.total > 0 ? run.done / run.total : null;
  return (
    <div className="cell-progress">
      <ProgressBar label="Progress of this cell" value={share} />
      <div className="cell-progress-words">
        <span>
          {run.status === "cancelling"
            ? "Cancelling…"
            : `${run.label}${run.total > 0 ? ` · ${String(run.done)} of ${String(run.total)}` : ""}`}
        </span>
        <Button
          size="small"
          variant="quiet"
          disabled={run.status === "cancelling"}
          onPress={() => cancelJob(session, run.job)}
        >
          Cancel
        </Button>
      </div>
    </div>
  );
}

function useAfter(active: boolean, ms: number): boolean {
  const [reached, setReached] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setReached(true), ms);
    return () => {
      clearTimeout(timer);
      setReached(false);
    };
  }, [active, ms]);
  return reached;
}
