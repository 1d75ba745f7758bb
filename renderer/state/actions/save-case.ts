import { appendHistory } from "../../../analysis/document/history.ts";
import { readInvestigation } from "../../../analysis/document/read.ts";
import type { Investigation } from "../../../analysis/document/schema.ts";
import { writeInvestigation } from "../../../analysis/document/write.ts";
import { answered } from "../../bridge/client.ts";
import { author } from "../author.ts";
import { bindingsOf, isDirty, type Case } from "../case.ts";
import { patchCase } from "../document.ts";
import { attempt, type Session } from "../session.ts";
import { announce, dismissProblem } from "../ui.ts";
import { refreshAppInfo } from "./open-case.ts";

/** Writes the file; main asks for a place where there is none yet. "Saved" is said only when main has written and checked it. */
export function saveCase(session: Session, as = false): Promise<boolean> {
  return attempt(session, "save", async () => {
    const { open } = session.document.getState();
    if (open === null) return;
    const sent = withEditEntry(open);
    const request = { documentId: open.documentId, text: writeInvestigation(sent), bindings: bindingsOf(open) };
    const { document } = session.bridge;
    const saved = await answered(as ? document.saveAs(request) : document.save(request));
    if (saved === null) return;
    const onDisk = readInvestigation(saved.text).investigation;
    patchCase(session.document, (now) => ({
      ...{ documentId: saved.documentId, name: saved.name, savedAt: saved.savedAt, readOnly: null },
      ...afterSave(now.investigation === open.investigation ? sent : now.investigation, sent, onDisk),
    }));
    dismissProblem(session.ui, "moved");
    announce(session.ui, `Saved ${saved.name}`);
    await refreshAppInfo(session);
  });
}

function afterSave(
  now: Investigation,
  sent: Investigation,
  onDisk: Investigation,
): Pick<Case, "investigation" | "saved"> {
  const investigation = withPathsOf(now, onDisk);
  return { investigation, saved: now === sent ? investigation : withPathsOf(sent, onDisk) };
}

/** Main knows where files are; the paths that it stored are taken over. */
function withPathsOf(investigation: Investigation, { datasets, models }: Investigation): Investigation {
  const pathOf = new Map([
    ...datasets.flatMap(({ id, files }) => files.map((file) => [`${id} ${file.sha256}`, file.path] as const)),
    ...models.flatMap(({ id, artifact }) =>
      artifact === null ? [] : [[`${id} ${artifact.sha256}`, artifact.path] as const],
    ),
  ]);
  return {
    ...investigation,
    datasets: investigation.datasets.map((dataset) => ({
      ...dataset,
      files: dataset.files.map((file) => ({ ...file, path: pathOf.get(`${dataset.id} ${file.sha256}`) ?? file.path })),
    })),
    models: investigation.models.map((model) => ({
      ...model,
      artifact: model.artifact && {
        ...model.artifact,
        path: pathOf.get(`${model.id} ${model.artifact.sha256}`) ?? model.artifact.path,
      },
    })),
  };
}

const mostNamed = 6;

/** One history entry for all edits since the last save. */
function withEditEntry({ investigation, past, savedAt }: Case): Investigation {
  const since = savedAt === null ? 0 : Date.parse(savedAt);
  const labels = [...new Set(past.filter(({ at }) => at > since).map(({ label }) => label))];
  if (labels.length === 0) return investigation;
  const more = labels.length > mostNamed ? `, and ${String(labels.length - mostNamed)} more` : "";
  const summary = `${labels.slice(0, mostNamed).join(", ")}${more}`;
  return appendHistory(investigation, { at: new Date().toISOString(), by: author, action: "edit", summary });
}

/** A crash-safe copy in the profile. A document that can't be written yet is tried again after the next change. */
export function backUp({ document, bridge }: Session): void {
  const { open } = document.getState();
  if (open === null || !isDirty(open)) return;
  try {
    const text = writeInvestigation(open.investigation);
    void bridge.document.backup({ documentId: open.documentId, name: open.name, text, bindings: bindingsOf(open) });
  } catch {
    return;
  }
}
