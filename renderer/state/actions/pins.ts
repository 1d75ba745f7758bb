import { fail } from "../../../analysis/base/errors.ts";
import { repinDataset, type DatasetPin } from "../../../analysis/document/repin.ts";
import type { Dataset } from "../../../analysis/document/schema.ts";
import { answered } from "../../bridge/client.ts";
import type { AnswerOf, GrantedFile, hostContract, PinAnswer } from "../../bridge/contract-types.ts";
import { author } from "../author.ts";
import type { FileHandle } from "../case.ts";
import { edit, patchCase } from "../document.ts";
import { setJob, type Job } from "../runs.ts";
import { attempt, newJobId, type Session } from "../session.ts";
import { announce, dismissProblem, showToast } from "../ui.ts";
import { newPin } from "../new-pin.ts";

const startedJob = (what: Job["what"], title: string): Job => ({
  ...{ what, title, label: "", done: 0, total: 0, startedAt: Date.now(), cancelling: false },
});

/** Hashes a dataset's files and compares them with the pin. */
export async function verifyDataset(session: Session, datasetId: string): Promise<void> {
  const { open } = session.document.getState();
  const dataset = open?.investigation.datasets.find(({ id }) => id === datasetId);
  if (open === null || dataset === undefined) return;
  const expected = dataset.files.flatMap(({ sha256 }) => {
    const fileId = open.files[sha256]?.fileId;
    return fileId === null || fileId === undefined ? [] : [{ sha256, fileId }];
  });
  if (expected.length === 0) return;
  const job = `verify:${datasetId}`;
  if (session.runs.getState().jobs[job] !== undefined) return;
  setJob(session.runs, job, startedJob("verify", `Verifying ${datasetId}`));
  await attempt(session, job, async () => {
    const fileIds = expected.map(({ fileId }) => fileId);
    const hashes = await answered(session.bridge.data.hash({ job, fileIds }));
    const at = new Date().toISOString();
    const checks = expected.map(({ sha256, fileId }) => {
      const actual = hashes.find((hash) => hash.fileId === fileId)?.sha256 ?? "";
      return [sha256, { matches: actual === sha256, actual, at }] as const;
    });
    session.runs.setState((runs) => ({ checks: { ...runs.checks, ...Object.fromEntries(checks) } }));
    const changed = checks.some(([, { matches }]) => !matches);
    announce(session.ui, changed ? `${datasetId} has changed since it was pinned` : `${datasetId} is verified`);
  });
  setJob(session.runs, job, null);
}

export async function verifyAll(session: Session): Promise<void> {
  const { open } = session.document.getState();
  for (const { id } of open?.investigation.datasets ?? []) await verifyDataset(session, id);
}

/** Reads, checks and hashes files, with progress under `title`. */
export async function pinFiles(session: Session, files: readonly GrantedFile[], title: string): Promise<PinAnswer> {
  const job = newJobId("pin");
  setJob(session.runs, job, startedJob("pin", title));
  try {
    return await answered(session.bridge.data.pin({ job, fileIds: files.map(({ fileId }) => fileId) }));
  } finally {
    setJob(session.runs, job, null);
  }
}

/** Lets the person show where a pinned dataset is; the files are matched by content, so only the right ones are taken. */
export function locateDataset(session: Session, dataset: Dataset): Promise<boolean> {
  return attempt(session, `locate:${dataset.id}`, async () => {
    const chosen = await answered(session.bridge.files.choose({ purpose: "data", multiple: dataset.files.length > 1 }));
    if (chosen.length === 0) return;
    const job = `verify:${dataset.id}`;
    setJob(session.runs, job, startedJob("verify", `Looking for ${dataset.id}`));
    try {
      const hashes = await answered(session.bridge.data.hash({ job, fileIds: chosen.map(({ fileId }) => fileId) }));
      takeMatches(session, dataset, chosen, hashes);
    } finally {
      setJob(session.runs, job, null);
    }
  });
}

type Hashes = AnswerOf<typeof hostContract, "data.hash">;

function takeMatches(session: Session, dataset: Dataset, chosen: readonly GrantedFile[], hashes: Hashes): void {
  const at = new Date().toISOString();
  const wanted = new Set(dataset.files.map(({ sha256 }) => sha256));
  const matches = hashes.filter(({ sha256 }) => wanted.has(sha256));
  if (matches.length === 0) {
    fail({
      code: "file/changed",
      message: `${chosen.map(({ name }) => name).join(", ")} ${chosen.length === 1 ? "is" : "are"} not what was pinned for ${dataset.id}.`,
      meaning: "The content differs from the pin, so the stored results would not belong to it.",
      fix: "Choose the original file. If new data is meant, use Re-pin and say why.",
      where: { dataset: dataset.id },
    });
  }
  const found = matches.map(({ fileId, sha256 }): readonly [string, FileHandle] => {
    return [sha256, { fileId, state: "present", name: chosen.find((file) => file.fileId === fileId)?.name ?? "" }];
  });
  patchCase(session.document, ({ files }) => ({ files: { ...files, ...Object.fromEntries(found) } }));
  const checks = matches.map(({ sha256 }) => [sha256, { matches: true, actual: sha256, at }] as const);
  session.runs.setState((runs) => ({ checks: { ...runs.checks, ...Object.fromEntries(checks) } }));
  dismissProblem(session.ui, "run");
  showToast(session.ui, `Found ${dataset.id}. The content equals the pin.`);
}

/** Takes new bytes for a dataset on purpose; the history keeps the reason, and what depends on it is stale. */
export function repin(
  session: Session,
  datasetId: string,
  files: readonly GrantedFile[],
  reason: string,
): Promise<boolean> {
  return attempt(session, `repin:${datasetId}`, async () => {
    const dataset = session.document.getState().open?.investigation.datasets.find(({ id }) => id === datasetId);
    if (dataset === undefined) return;
    const answer = await pinFiles(session, files, `Pinning ${datasetId}`);
    const pin: DatasetPin = newPin(answer, files, dataset.time_range?.column ?? null);
    rememberPinned(session, answer, files);
    const stamp = { at: new Date().toISOString(), by: author, reason };
    edit(session.document, `re-pin of ${datasetId}`, (investigation) =>
      repinDataset(investigation, datasetId, pin, stamp),
    );
    showToast(session.ui, `${datasetId} is pinned to the new content. What depends on it is not up to date.`, true);
  });
}

/** Files that were hashed when they were pinned are verified and at hand. */
export function rememberPinned(session: Session, answer: PinAnswer, granted: readonly GrantedFile[]): void {
  const at = new Date().toISOString();
  const checks = answer.files.map(({ sha256 }) => [sha256, { matches: true, actual: sha256, at }] as const);
  session.runs.setState((runs) => ({ checks: { ...runs.checks, ...Object.fromEntries(checks) } }));
  patchCase(session.document, ({ files }) => ({ files: { ...files, ...handlesOf(answer, granted) } }));
}

export const handlesOf = (answer: PinAnswer, granted: readonly GrantedFile[]): Record<string, FileHandle> =>
  Object.fromEntries(
    answer.files.map(({ fileId, sha256 }) => {
      const name = granted.find((file) => file.fileId === fileId)?.name ?? "";
      return [sha256, { fileId, state: "present", name }] as const;
    }),
  );
