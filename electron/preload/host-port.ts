import type { ErrorRecord, Outcome } from "../ipc/bridge.ts";
import type { HostEvent } from "../ipc/contract.ts";
import type { PortMessage, PortRequest } from "../ipc/host-messages.ts";

/** What this file needs of the browser's `MessagePort`. */
export interface Port {
  onmessage: ((event: { readonly data: PortMessage }) => void) | null;
  postMessage(message: PortRequest): void;
}

const interrupted: ErrorRecord = {
  code: "engine/worker-died",
  message: "The engine stopped unexpectedly.",
  meaning: "The work in progress is lost; your investigation and your data are unchanged.",
  fix: "It has been started again: run the cell again.",
};

/** The page's side of the conversation with the engine host. It outlives the host: a new port takes over from a dead one. */
export class HostPort {
  #port: Port | null = null;
  #nextId = 1;
  readonly #early: PortRequest[] = [];
  readonly #pending = new Map<number, (outcome: Outcome<unknown>) => void>();
  readonly #listeners = new Set<(event: HostEvent) => void>();

  attach(port: Port): void {
    if (this.#port !== null) this.#lose();
    this.#port = port;
    port.onmessage = ({ data }) => this.#hear(data);
    for (const request of this.#early.splice(0)) port.postMessage(request);
  }

  call(method: string, request: unknown): Promise<Outcome<unknown>> {
    const message = { id: this.#nextId++, method, request };
    return new Promise((resolve) => {
      this.#pending.set(message.id, resolve);
      if (this.#port === null) this.#early.push(message);
      else this.#port.postMessage(message);
    });
  }

  listen(listener: (event: HostEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #hear(message: PortMessage): void {
    if ("event" in message) return this.#tell(message.event);
    this.#pending.get(message.id)?.(message.outcome);
    this.#pending.delete(message.id);
  }

  #lose(): void {
    for (const answer of this.#pending.values()) answer({ ok: false, error: interrupted });
    this.#pending.clear();
    this.#tell({ type: "engine-restarted", reason: interrupted.message });
  }

  #tell(event: HostEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
