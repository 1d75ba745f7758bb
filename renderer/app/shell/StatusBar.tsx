import type { ReactNode } from "react";
import { cancelEverything, cancelJob } from "../../state/actions/run-cells.ts";
import type { Job } from "../../state/runs.ts";
import { Button } from "../../ui/Button.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { useDocument, useRuns, useSession, useUi } from "../session-context.ts";

export function StatusBar(): ReactNode {
  const session = useSession();
  const jobs = Object.entries(useRuns((runs) => runs.jobs));
  return (
    <footer className="status-bar">
      {jobs.length === 0 ? (
        <span>Ready</span>
      ) : (
        jobs.slice(0, 2).map(([id, job]) => <JobProgress key={id} id={id} job={job} />)
      )}
      {jobs.length > 1 ? (
        <Button size="small" variant="quiet" onPress={() => cancelEverything(session)}>
          Cancel all
        </Button>
      ) : null}
      <span className="status-space" />
      <EngineFacts />
    </footer>
  );
}

function JobProgress({ id, job }: { readonly id: string; readonly job: Job }): ReactNode {
  const session = useSession();
  const share = job.total > 0 ? Math.min(1, job.done / job.total) : null;
  return (
    <span className="job">
      <span className="job-words">
        {job.cancelling ? "Cancelling…" : job.title}
        {job.label === "" || job.cancelling ? "" : ` · ${job.label}`}
        {share === null || job.cancelling ? "" : ` · ${String(Math.round(share * 100))} %`}
      </span>
      <span className="job-bar">
        <ProgressBar label={job.title} value={job.cancelling ? null : share} />
      </span>
      <Button
        size="small"
        variant="quiet"
        disabled={job.cancelling}
        label={`Cancel: ${job.title}`}
        onPress={() => cancelJob(session, id)}
      >
        Cancel
      </Button>
    </span>
  );
}

function EngineFacts(): ReactNode {
  const engine = useDocument((state) => state.engine);
  const info = useUi((ui) => ui.info);
  return (
    <span className="status-facts">
      {info?.notice == null ? null : (
        <span className="status-notice" title={info.notice}>
          {info.notice}
        </span>
      )}
      {engine === null ? <span>Engine starting…</span> : <span>DuckDB {engine.library}</span>}
      <span>UTC</span>
      <span>Casefile {info?.version ?? ""}</span>
    </span>
  );
}
