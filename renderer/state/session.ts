import { recordOf } from "../../analysis/base/errors.ts";
import type { CasefileBridge } from "../bridge/contract-types.ts";
import { createDocumentStore, type DocumentStore } from "./document.ts";
import { createRunsStore, type RunsStore } from "./runs.ts";
import { createUiStore, dismissProblem, showProblem, type UiStore } from "./ui.ts";

/** One window: its stores and its way to the outside. Tests make one with the fake bridge. */
export interface Session {
  readonly bridge: CasefileBridge;
  readonly document: DocumentStore;
  readonly runs: RunsStore;
  readonly ui: UiStore;
}

export const createSession = (bridge: CasefileBridge): Session => ({
  bridge,
  document: createDocumentStore(),
  runs: createRunsStore(),
  ui: createUiStore(),
});

/** Does something that may fail; the failure is shown under `id` until the same thing works. False when it failed. */
export async function attempt(session: Session, id: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    dismissProblem(session.ui, id);
    return true;
  } catch (thrown) {
    const error = recordOf(thrown);
    if (error.code !== "cancelled/by-user") showProblem(session.ui, { id, error, persistent: id === "save" });
    return false;
  }
}

let lastJob = 0;

/** A name for a piece of work, unique in this window. */
export const newJobId = (what: string): string => `${what}-${String(++lastJob)}`;
