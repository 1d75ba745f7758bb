import { createStore, type StoreApi } from "zustand/vanilla";
import type { ShownError } from "../bridge/contract-types.ts";

/** What a cell is doing. A cell that isn't listed is idle. */
export type CellRun =
  | { readonly status: "queued"; readonly job: string; readonly place: number }
  | {
      readonly status: "running";
      readonly job: string;
      readonly done: number;
      readonly total: number;
      readonly label: string;
    }
  | { readonly status: "cancelling"; readonly job: string }
  | { readonly status: "cancelled" }
  | { readonly status: "failed"; readonly error: ShownError };

export interface Job {
  readonly what: "run" | "pin" | "verify" | "export";
  readonly title: string;
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly cancelling: boolean;
}

/** What hashing a file in this session has shown; keyed by the SHA-256 that the document expects. */
export interface FileCheck {
  readonly matches: boolean;
  readonly actual: string;
  /** ISO instant. */
  readonly at: string;
}

export interface RunsState {
  readonly cells: Readonly<Record<string, CellRun>>;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly checks: Readonly<Record<string, FileCheck>>;
}

export type RunsStore = StoreApi<RunsState>;

export const createRunsStore = (): RunsStore => createStore<RunsState>()(() => ({ cells: {}, jobs: {}, checks: {} }));

/** A map with one entry replaced, or taken out by null. */
function withEntry<T>(map: Readonly<Record<string, T>>, key: string, value: T | null): Readonly<Record<string, T>> {
  const others = Object.entries(map).filter(([other]) => other !== key);
  return Object.fromEntries(value === null ? others : [...others, [key, value]]);
}

export function setCellRun(store: RunsStore, cell: string, run: CellRun | null): void {
  store.setState(({ cells }) => ({ cells: withEntry(cells, cell, run) }));
}

export function setJob(store: RunsStore, id: string, job: Job | null): void {
  store.setState(({ jobs }) => ({ jobs: withEntry(jobs, id, job) }));
}

export function patchJob(store: RunsStore, id: string, patch: Partial<Job>): void {
  const job = store.getState().jobs[id];
  if (job !== undefined) setJob(store, id, { ...job, ...patch });
}

export const isBusy = (run: CellRun | undefined): boolean =>
  run?.status === "queued" || run?.status === "running" || run?.status === "cancelling";
