import { AbortWatch } from "./abort-watch.ts";
import { cancelled, fault } from "./faults.ts";
import type { AnswerTo, SessionSetup, Task } from "./protocol.ts";
import { WorkerHandle, type TaskOptions } from "./worker-handle.ts";

interface Job {
  readonly task: Task;
  readonly options: TaskOptions;
  readonly session: SessionSetup | null;
  resolve(answer: unknown): void;
  reject(reason: Error): void;
}

interface Slot {
  readonly worker: WorkerHandle;
  /** The session whose views the worker has. */
  session: number | null;
  job: Job | null;
}

export interface PoolTask extends Partial<TaskOptions> {
  readonly session?: SessionSetup;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Disposable workers, one task each, started when there is work for them. Tasks are taken in the order they came; a
 * worker that is damaged, full or silent is ended, and the next task gets a new one.
 */
export class WorkerPool {
  readonly #file: string;
  readonly #size: number;
  readonly #timeoutMs: number;
  readonly #slots = new Set<Slot>();
  readonly #queue: Job[] = [];
  readonly #aborts = new AbortWatch();
  #closed = false;

  constructor(file: string, size: number, timeoutMs: number) {
    this.#file = file;
    this.#size = size;
    this.#timeoutMs = timeoutMs;
  }

  run<T extends Task>(
    task: T,
    { session, signal, timeoutMs = this.#timeoutMs, onProgress }: PoolTask = {},
  ): Promise<AnswerTo<T>> {
    if (this.#closed) return Promise.reject(fault("bug/invariant", "The engine is closed."));
    if (signal?.aborted === true) return Promise.reject(cancelled());
    return new Promise<AnswerTo<T>>((resolve, reject) => {
      const job: Job = {
        ...{ task, session: session ?? null, options: { timeoutMs, onProgress } },
        resolve: (answer) => (forget(), resolve(answer as AnswerTo<T>)),
        reject: (reason) => (forget(), reject(reason)),
      };
      const forget = signal === undefined ? () => undefined : this.#aborts.watch(signal, () => this.#cancel(job));
      this.#queue.push(job);
      this.#pump();
    });
  }

  /** Starts the workers that are not there yet, for work that is about to come. */
  startAll(): void {
    while (!this.#closed && this.#slots.size < this.#size) this.#newSlot().worker.hold(false);
  }

  /** Ends all workers; what they were doing rejects. */
  close(): void {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(cancelled());
    for (const slot of this.#slots) slot.worker.end();
    this.#slots.clear();
  }

  #cancel(job: Job): void {
    const waiting = this.#queue.indexOf(job);
    if (waiting >= 0) this.#queue.splice(waiting, 1);
    job.reject(cancelled());
    for (const slot of this.#slots) if (slot.job === job) slot.worker.end();
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      const slot = this.#freeSlot();
      if (slot === null) return;
      const job = this.#queue.shift();
      if (job !== undefined) void this.#work(slot, job);
    }
  }

  #freeSlot(): Slot | null {
    for (const slot of this.#slots) {
      if (!slot.worker.usable) this.#slots.delete(slot);
      else if (slot.job === null) return slot;
    }
    if (this.#slots.size >= this.#size) return null;
    return this.#newSlot();
  }

  #newSlot(): Slot {
    const slot: Slot = { worker: new WorkerHandle(this.#file), session: null, job: null };
    this.#slots.add(slot);
    return slot;
  }

  async #work(slot: Slot, job: Job): Promise<void> {
    slot.job = job;
    slot.worker.hold(true);
    try {
      await this.#enter(slot, job);
      job.resolve(await slot.worker.ask(job.task, job.options));
    } catch (thrown) {
      job.reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
    slot.job = null;
    if (slot.worker.usable) slot.worker.hold(false);
    else this.#slots.delete(slot);
    this.#pump();
  }

  async #enter(slot: Slot, { session, options }: Job): Promise<void> {
    if (session === null || slot.session === session.id) return;
    slot.session = null;
    await slot.worker.ask({ kind: "open", session }, { timeoutMs: options.timeoutMs });
    slot.session = session.id;
  }
}
