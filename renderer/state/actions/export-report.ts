import { writeInvestigation } from "../../../analysis/document/write.ts";
import { answered } from "../../bridge/client.ts";
import { bindingsOf } from "../case.ts";
import { setJob } from "../runs.ts";
import { attempt, newJobId, type Session } from "../session.ts";
import { showToast } from "../ui.ts";

/** Renders the report in the engine host and writes it where the person says. */
export async function exportReport(session: Session): Promise<void> {
  const { open } = session.document.getState();
  if (open === null) return;
  const job = newJobId("export");
  const waiting = {
    title: "Exporting the report",
    label: "",
    done: 0,
    total: 0,
    startedAt: Date.now(),
    cancelling: false,
  };
  setJob(session.runs, job, { what: "export", ...waiting });
  await attempt(session, "export", async () => {
    const request = {
      text: writeInvestigation(open.investigation),
      bindings: bindingsOf(open),
      suggestedName: `${open.investigation.title.slice(0, 80) || "report"}.html`,
    };
    const written = await answered(session.bridge.report.export(request));
    if (written !== null)
      showToast(session.ui, `Wrote ${written.name} (${String(Math.ceil(written.bytes / 1024))} KB)`);
  });
  setJob(session.runs, job, null);
}
