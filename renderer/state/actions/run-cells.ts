import { appendHistory } from "../../../analysis/document/history.ts";
import { isJson } from "../../../analysis/document/is-json.ts";
import { writeInvestigation } from "../../../analysis/document/write.ts";
import { answered } from "../../bridge/client.ts";
import type { HostEvent, ShownError } from "../../bridge/contract-types.ts";
import { author } from "../author.ts";
import { bindingsOf } from "../case.ts";
import { patchCase, storeOutcome } from "../document.ts";
import { isBusy, patchJob, setCellRun, setJob } from "../runs.ts";
import { attempt, newJobId, type Session } from "../session.ts";
import { announce } from "../ui.ts";

/** Runs cells in notebook order. Cells that already wait or run are left alone. */
export async function runCells(session: Session, cellIds: readonly string[]): Promise<void> {
  const { open } = session.document.getState();
  const idle = cellIds.filter((id) => !isBusy(session.runs.getState().cells[id]));
  if (open === null || open.readOnly !== null || idle.length === 0) return;
  const job = newJobId("run");
  const title = `Running ${counted(idle.length)}`;
  setJob(session.runs, job, {
    what: "run",
    title,
    label: "",
    done: 0,
    total: idle.length,
    startedAt: Date.now(),
    cancelling: false,
  });
  idle.forEach((id, index) => setCellRun(session.runs, id, { status: "queued", job, place: index + 1 }));
  await attempt(session, "run", async () => {
    const request = {
      job,
      text: writeInvestigation(open.investigation),
      bindings: bindingsOf(open),
      cellIds: [...idle],
    };
    const { finished, failed } = await answered(session.bridge.cells.run(request));
    if (finished > 0) recordRun(session, finished);
    announce(session.ui, `Run finished: ${counted(finished)} done${failed === 0 ? "" : `, ${counted(failed)} failed`}`);
  });
  endJob(session, job);
}

const counted = (cells: number): string => (cells === 1 ? "1 cell" : `${String(cells)} cells`);

function recordRun(session: Session, finished: number): void {
  const summary = `Ran ${counted(finished)}`;
  patchCase(session.document, ({ investigation }) => ({
    investigation: appendHistory(investigation, { at: new Date().toISOString(), by: author, action: "run", summary }),
  }));
}

/** Cells that did not end with their job were cancelled with it. Their previous results stay. */
function endJob(session: Session, job: string): void {
  setJob(session.runs, job, null);
  for (const [id, run] of Object.entries(session.runs.getState().cells)) {
    if ("job" in run && run.job === job)
      setCellRun(session.runs, id, run.status === "cancelling" ? { status: "cancelled" } : null);
  }
}

/** Ends a job: its engine workers stop, its queue is cleared, its finished cells stay. */
export function cancelJob(session: Session, job: string): void {
  patchJob(session.runs, job, { cancelling: true, label: "Cancelling…" });
  for (const [id, run] of Object.entries(session.runs.getState().cells)) {
    if ("job" in run && run.job === job) setCellRun(session.runs, id, { status: "cancelling", job });
  }
  void session.bridge.job.cancel({ job });
}

export function cancelEverything(session: Session): void {
  for (const job of Object.keys(session.runs.getState().jobs)) cancelJob(session, job);
}

/** What the engine host says while it works. */
export function hearHost(session: Session, event: HostEvent): void {
  switch (event.type) {
    case "progress":
      return hearProgress(session, event);
    case "cell":
      return hearCell(session, event);
    case "cell-failed":
      return hearFailure(session, event.job, event.cell, event.error);
    case "engine-restarted":
      return announce(session.ui, `The engine was restarted: ${event.reason}`);
  }
}

function hearProgress({ runs }: Session, event: Extract<HostEvent, { type: "progress" }>): void {
  const { job, cell, label, done, total, phase } = event;
  const known = runs.getState().jobs[job];
  if (known === undefined || known.cancelling) return;
  if (cell === null) return patchJob(runs, job, { label: `${phaseWords[phase]} ${label}`.trim(), done, total });
  setCellRun(runs, cell, { status: "running", job, done, total, label });
  patchJob(runs, job, { label, done, total });
}

const phaseWords: Readonly<Record<Extract<HostEvent, { type: "progress" }>["phase"], string>> = {
  hash: "Hashing",
  check: "Checking",
  convert: "Converting",
  audit: "Auditing",
  run: "",
};

function hearCell(session: Session, { cell, outcome, job }: Extract<HostEvent, { type: "cell" }>): void {
  if (session.runs.getState().jobs[job] === undefined || !isJson(outcome.result)) return;
  const app = session.ui.getState().info?.version ?? "";
  const { locked, result, engine, unlockable } = outcome;
  const made = { locked, result, ...(unlockable === undefined ? {} : { unlockable }) };
  storeOutcome(session.document, { cell, outcome: made, engine, app });
  setCellRun(session.runs, cell, null);
}

function hearFailure({ runs }: Session, job: string, cell: string, error: ShownError): void {
  if (runs.getState().jobs[job] === undefined) return;
  setCellRun(runs, cell, error.code === "cancelled/by-user" ? { status: "cancelled" } : { status: "failed", error });
}
