import { CasefileError, fail } from "../../analysis/base/errors.ts";
import type { Engine } from "../../analysis/engine/engine-api.ts";
import type { HostEvent } from "../ipc/contract.ts";
import { throttle } from "./throttle.ts";

type Progress = Extract<HostEvent, { type: "progress" }>;

const progressPauseMs = 100;

/** What one engine host knows: where granted files are, the engine, and the jobs that run. */
export class HostSession {
  readonly #paths = new Map<string, string>();
  readonly #jobs = new Map<string, AbortController>();
  readonly #startEngine: () => Promise<Engine>;
  #engine: Promise<Engine> | null = null;
  readonly tell: (event: HostEvent) => void;

  constructor(startEngine: () => Promise<Engine>, tell: (event: HostEvent) => void) {
    this.#startEngine = startEngine;
    this.tell = tell;
  }

  grant(files: readonly { fileId: string; path: string }[]): void {
    for (const { fileId, path } of files) this.#paths.set(fileId, path);
  }

  pathOf(fileId: string): string {
    return (
      this.#paths.get(fileId) ??
      fail({
        code: "refused/path",
        message: "That file was not granted to this window.",
        fix: "Choose the file again.",
      })
    );
  }

  /** The engine, started when it is first needed; a start that failed is tried again. */
  engine(): Promise<Engine> {
    this.#engine ??= this.#startEngine().catch((thrown: unknown) => {
      this.#engine = null;
      throw thrown;
    });
    return this.#engine;
  }

  /** Runs one job that can be watched and cancelled under its name. */
  async run<T>(job: string, work: (control: JobControl) => Promise<T>): Promise<T> {
    if (this.#jobs.has(job)) fail({ code: "usage/invalid", message: `A job with this name is running: ${job}` });
    const abort = new AbortController();
    this.#jobs.set(job, abort);
    const onProgress = throttle((progress: Omit<Progress, "type" | "job">) => {
      if (this.#jobs.get(job) === abort) this.tell({ type: "progress", job, ...progress });
    }, progressPauseMs);
    try {
      return await work({ signal: abort.signal, onProgress });
    } finally {
      this.#jobs.delete(job);
    }
  }

  cancel(job: string): void {
    const reason = new CasefileError({ code: "cancelled/by-user", message: "The job was cancelled." });
    this.#jobs.get(job)?.abort(reason);
  }
}

export interface JobControl {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Omit<Progress, "type" | "job">) => void;
}
