import { Worker } from "node:worker_threads";
import { CasefileError, type Outcome } from "../base/errors.ts";
import { cancelled, fault } from "./faults.ts";
import { limits } from "./limits.ts";
import { startId, type AnswerTo, type Reply, type Request, type Task } from "./protocol.ts";

interface Pending {
  settle(outcome: Outcome<unknown>): void;
  readonly tell: (done: number, total: number) => void;
  timer: NodeJS.Timeout;
  readonly timeoutMs: number;
}

export interface TaskOptions {
  readonly timeoutMs: number;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** One worker thread: asked one task at a time, watched by a clock, ended for good when it does not answer. */
export class WorkerHandle {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #started: Promise<unknown>;
  #nextId = startId + 1;
  #usable = true;
  #ending: CasefileError | null = null;

  constructor(file: string) {
    // No environment, no terminal, no inherited flags.
    this.#worker = new Worker(file, { env: {}, argv: [], execArgv: [], stdin: false, stdout: true, stderr: true });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on("message", (reply: Reply) => this.#receive(reply));
    this.#worker.on("error", (error) =>
      this.#die(
        fault("engine/worker-died", `A worker of the engine broke down: ${error.message}`, {
          detail: String(error.stack),
        }),
      ),
    );
    this.#worker.on("exit", () => this.#die(fault("engine/worker-died", "A worker of the engine ended unexpectedly.")));
    this.#started = this.#expect(startId, { timeoutMs: limits.startMs });
    this.#started.catch(() => undefined);
  }

  /** False once the worker has ended or must not be asked again. */
  get usable(): boolean {
    return this.#usable;
  }

  /** Keeps the process alive only while there is work. */
  hold(isBusy: boolean): void {
    if (isBusy) this.#worker.ref();
    else this.#worker.unref();
  }

  async ask<T extends Task>(task: T, options: TaskOptions): Promise<AnswerTo<T>> {
    await this.#started;
    const id = this.#nextId++;
    const answer = this.#expect(id, options);
    this.#worker.postMessage({ id, task } satisfies Request);
    return (await answer) as AnswerTo<T>;
  }

  /** Ends the thread at once, whatever it is doing; its open question is answered with `reason`. */
  end(reason: CasefileError = cancelled()): void {
    this.#die(reason);
    void this.#worker.terminate();
  }

  #expect(id: number, { timeoutMs, onProgress }: TaskOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome<unknown>): void => {
        clearTimeout(this.#pending.get(id)?.timer);
        this.#pending.delete(id);
        if (outcome.ok) resolve(outcome.value);
        else reject(new CasefileError(outcome.error));
      };
      if (!this.#usable)
        return reject(this.#ending ?? fault("engine/worker-died", "A worker of the engine has ended."));
      this.#pending.set(id, {
        settle,
        tell: onProgress ?? (() => undefined),
        timeoutMs,
        timer: this.#clock(timeoutMs),
      });
    });
  }

  #clock(timeoutMs: number): NodeJS.Timeout {
    const seconds = Math.round(timeoutMs / 1000);
    return setTimeout(
      () => this.end(fault("limit/time", `The engine did not answer within ${seconds} seconds.`)),
      timeoutMs,
    );
  }

  #receive(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    if ("progress" in reply) {
      clearTimeout(pending.timer);
      pending.timer = this.#clock(pending.timeoutMs);
      pending.tell(reply.progress.done, reply.progress.total);
      return;
    }
    if (reply.dispose || reply.heapBytes > limits.recycleBytes) this.#usable = false;
    pending.settle(reply.outcome);
    if (!this.#usable) void this.#worker.terminate();
  }

  #die(reason: CasefileError): void {
    this.#usable = false;
    this.#ending ??= reason;
    for (const pending of [...this.#pending.values()]) pending.settle({ ok: false, error: reason.record });
  }
}
