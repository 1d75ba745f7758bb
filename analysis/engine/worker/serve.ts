import { parentPort } from "node:worker_threads";
import { outcomeOf } from "../../base/errors.ts";
import { startId, type Reply, type Request } from "../protocol.ts";

export interface Answer {
  readonly value: unknown;
  /** Buffers of `value` that move to the host instead of being copied. */
  readonly transfer?: ArrayBuffer[];
}

export interface Service {
  answer(request: Request, progress: (done: number, total: number) => void): Promise<Answer>;
  /** Asked after each task. */
  state(): { readonly heapBytes: number; readonly dispose: boolean };
}

const fresh = { heapBytes: 0, dispose: false };

/** Runs a worker: starts its service, says so, then answers one request after the other. */
export function serve(start: () => Promise<Service>): void {
  const port = parentPort;
  if (port === null) throw new Error("this file runs in a worker thread");
  const started = outcomeOf(start);
  void started.then((outcome) =>
    port.postMessage({
      id: startId,
      outcome: outcome.ok ? { ok: true, value: null } : outcome,
      ...fresh,
    } satisfies Reply),
  );
  const handle = async (request: Request): Promise<void> => {
    const service = await started;
    if (!service.ok) return;
    let transfer: ArrayBuffer[] = [];
    const outcome = await outcomeOf(async () => {
      const progress = (done: number, total: number): void =>
        port.postMessage({ id: request.id, progress: { done, total } } satisfies Reply);
      const answer = await service.value.answer(request, progress);
      transfer = answer.transfer ?? [];
      return answer.value;
    });
    port.postMessage({ id: request.id, outcome, ...service.value.state() } satisfies Reply, transfer);
  };
  port.on("message", (request: Request) => void handle(request));
}
