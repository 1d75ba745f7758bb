import { fail, outcomeOf, type Outcome } from "../../analysis/base/errors.ts";
import type { CasefileBridge, HostEvent, MainEvent } from "./contract-types.ts";

type Noun = Exclude<keyof CasefileBridge, "events">;
type Answering<F> = F extends (request: infer Request) => Promise<Outcome<infer Answer>>
  ? (request: Request) => Answer | Promise<Answer>
  : never;

/** What the other processes answer, by `noun` and `verb`. The types are the contract's, so a fake can't drift from it. */
export type FakeAnswers = {
  readonly [N in Noun]?: { readonly [V in keyof CasefileBridge[N]]?: Answering<CasefileBridge[N][V]> };
};

export interface FakeBridge {
  readonly bridge: CasefileBridge;
  /** What was asked, in order: `["document.save", request]`. */
  readonly asked: readonly (readonly [method: string, request: unknown])[];
  sayFromMain(event: MainEvent): void;
  sayFromHost(event: HostEvent): void;
}

export const fakeEngine = { package: "fake-engine", version: "1", library: "v1", wasm_sha256: "e".repeat(64) };

/** A computer on which nothing was ever opened, and dialogs that are cancelled. */
const quiet: FakeAnswers = {
  app: {
    state: () => ({ version: "0.0.0", platform: "linux", notice: null, recent: [], theme: "light", openAtStart: null }),
    setTheme: () => ({}),
    setDirty: () => ({}),
  },
  document: { choose: () => null, save: () => null, saveAs: () => null, backup: () => ({}), recoverable: () => [] },
  files: { choose: () => [], fromDrop: () => [] },
  report: { export: () => null },
  engine: { info: () => ({ engine: fakeEngine, workers: 1 }) },
  job: { cancel: () => ({}) },
};

const nouns: readonly Noun[] = ["app", "document", "files", "report", "engine", "data", "cells", "job"];

/** An in-memory bridge for tests: `answers` first, then a quiet computer, else an error that names the method. */
export function fakeBridge(answers: FakeAnswers = {}): FakeBridge {
  const asked: (readonly [string, unknown])[] = [];
  const toMain = new Set<(event: MainEvent) => void>();
  const toHost = new Set<(event: HostEvent) => void>();
  const answerOf = (noun: Noun, verb: string): ((request: unknown) => unknown) | undefined => {
    const chosen = { ...quiet[noun], ...answers[noun] } as Record<string, ((request: unknown) => unknown) | undefined>;
    return chosen[verb];
  };
  const verbsOf = (noun: Noun): object =>
    new Proxy(
      {},
      {
        get: (_target, verb) => (request: unknown) => {
          const method = `${noun}.${String(verb)}`;
          asked.push([method, request]);
          const answer = answerOf(noun, String(verb));
          if (answer !== undefined) return outcomeOf(() => answer(request));
          return outcomeOf(() =>
            fail({ code: "bug/invariant", message: `the fake bridge has no answer to ${method}` }),
          );
        },
      },
    );
  const events: CasefileBridge["events"] = {
    onMain: (listener) => listen(toMain, listener),
    onHost: (listener) => listen(toHost, listener),
  };
  return {
    bridge: { ...Object.fromEntries(nouns.map((noun) => [noun, verbsOf(noun)])), events } as unknown as CasefileBridge,
    asked,
    sayFromMain: (event) => toMain.forEach((listener) => listener(event)),
    sayFromHost: (event) => toHost.forEach((listener) => listener(event)),
  };
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
