import { createStore, type StoreApi } from "zustand/vanilla";
import { withOutcome, type CellOutcome } from "../../analysis/document/lock.ts";
import type { EnginePin, Investigation } from "../../analysis/document/schema.ts";
import { settingsOf } from "../../analysis/kinds/settings.ts";
import { type Case } from "./case.ts";
import { remember, withKnownResults } from "./evidence.ts";
import { edited, redone, undone } from "./undo.ts";

export interface DocumentState {
  readonly open: Case | null;
  /** The engine that a run would use; null until the engine host has answered. */
  readonly engine: EnginePin | null;
}

export type DocumentStore = StoreApi<DocumentState>;

export const createDocumentStore = (): DocumentStore =>
  createStore<DocumentState>()(() => ({ open: null, engine: null }));

/** The only way to change what people write. Read-only documents stay as they are. */
export function edit(
  store: DocumentStore,
  label: string,
  change: (investigation: Investigation) => Investigation,
  merge?: string,
): void {
  const { open, engine } = store.getState();
  if (open === null || open.readOnly !== null) return;
  const next = change(open.investigation);
  store.setState({
    open: edited(open, { label, next, ...(merge === undefined ? {} : { merge }) }, { engine, now: Date.now() }),
  });
}

/** Takes the last step back and says which it was. */
export function undo(store: DocumentStore): string | null {
  const { open, engine } = store.getState();
  const label = open?.past.at(-1)?.label ?? null;
  if (open !== null && label !== null) store.setState({ open: undone(open, { engine, now: Date.now() }) });
  return label;
}

export function redo(store: DocumentStore): string | null {
  const { open, engine } = store.getState();
  const label = open?.future.at(-1)?.label ?? null;
  if (open !== null && label !== null) store.setState({ open: redone(open, { engine, now: Date.now() }) });
  return label;
}

export interface FinishedCell {
  readonly cell: string;
  readonly outcome: CellOutcome;
  readonly engine: EnginePin;
  readonly app: string;
}

/** Stores what a run left. Runs are not steps: undo never takes a result away. */
export function storeOutcome(store: DocumentStore, { cell, outcome, engine, app }: FinishedCell): void {
  const { open } = store.getState();
  if (open === null) return;
  const locked = withOutcome(open.investigation, cell, outcome, { engine, app, settingsOf });
  const evidence = remember(open.evidence, locked);
  const investigation = withKnownResults(locked, evidence, engine);
  const passing = outcome.unlockable === undefined ? open.passing : new Map(open.passing).set(cell, outcome);
  store.setState({ engine, open: { ...open, evidence, investigation, ...(passing && { passing }) } });
}

export function patchCase(store: DocumentStore, patch: (open: Case) => Partial<Case>): void {
  store.setState(({ open }) => (open === null ? {} : { open: { ...open, ...patch(open) } }));
}
