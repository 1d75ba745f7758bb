import { setDatasets, setModels } from "../../../analysis/document/edits.ts";
import { edit, patchCase } from "../document.ts";
import { datasetsOf, modelOf } from "../roles/draft-to-document.ts";
import type { PinnedSource, RoleDraft } from "../roles/role-draft.ts";
import type { Session } from "../session.ts";
import { startCase } from "./open-case.ts";
import { handlesOf, rememberPinned } from "./pins.ts";

/** Makes the sheet's datasets and model part of the open investigation, or starts one with them. */
export function acceptRoles(session: Session, draft: RoleDraft, sources: readonly PinnedSource[]): void {
  const used = sources.filter(({ granted }) => (draft.roles[granted.fileId] ?? "none") !== "none");
  const model = modelOf(draft, used);
  const files = Object.fromEntries(used.flatMap(({ answer, granted }) => Object.entries(handlesOf(answer, [granted]))));
  const { open } = session.document.getState();
  if (open === null) {
    startCase(session, {
      title: draft.title,
      datasets: [...datasetsOf(draft, used, new Set())],
      models: [model],
      files,
    });
  } else {
    patchCase(session.document, ({ files: known }) => ({ files: { ...known, ...files } }));
    edit(session.document, "pinned data", (investigation) => {
      const { datasets, models } = investigation;
      const added = datasetsOf(draft, used, new Set(datasets.map(({ id }) => id)));
      const next = setDatasets(investigation, [...datasets, ...added]);
      return models.length === 0 ? setModels(next, [model]) : next;
    });
  }
  for (const { answer, granted } of used) rememberPinned(session, answer, [granted]);
}
