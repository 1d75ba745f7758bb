import { fail, outcomeOf, type Outcome } from "../../analysis/base/errors.ts";
import type { z } from "../../analysis/base/schema.ts";
import { isAppUrl } from "./app-origin.ts";

type Contract = Record<string, { readonly request: z.ZodType; readonly answer: z.ZodType }>;

/** One function a method: the window that asks, and its checked request. */
export type Handlers<C extends Contract, Session> = {
  readonly [M in keyof C]: (
    session: Session,
    request: z.infer<C[M]["request"]>,
  ) => Promise<z.infer<C[M]["answer"]>> | z.infer<C[M]["answer"]>;
};

/** What the check needs of Electron's event, so that tests can forge one. */
export interface Asking {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

interface Ipc {
  handle(channel: string, listener: (event: Asking, request: unknown) => Promise<Outcome<unknown>>): void;
}

const callsPerSecond = 1000;

/** Counts calls; a page that asks more often than any person could is refused until the next second. */
class CallMeter {
  #second = 0;
  #calls = 0;

  count(now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) this.#calls = 0;
    this.#second = second;
    this.#calls += 1;
    return this.#calls <= callsPerSecond;
  }
}

/**
 * The only way in from a page. Each call passes the same four gates: it comes from the main frame of a Casefile page in a
 * known window; not too often; with exactly the fields and sizes of the contract; and its answer leaves in the envelope.
 */
export function registerHandlers<C extends Contract, Session>(
  ipc: Ipc,
  contract: C,
  handlers: Handlers<C, Session>,
  sessionOf: (webContentsId: number) => Session | undefined,
): void {
  const meters = new Map<number, CallMeter>();
  for (const method of Object.keys(contract)) {
    ipc.handle(method, (event, request) =>
      outcomeOf(() => {
        const session = trustedSession(event, sessionOf);
        checkRate(meters, event.sender.id);
        return handlers[method]?.(session, checkedRequest(contract, method, request));
      }),
    );
  }
}

function checkedRequest<C extends Contract, M extends keyof C & string>(
  contract: C,
  method: M,
  request: unknown,
): z.infer<C[M]["request"]> {
  const parsed = contract[method]?.request.safeParse(request);
  if (parsed?.success) return parsed.data as z.infer<C[M]["request"]>;
  return fail({
    code: "usage/invalid",
    message: `Casefile refused a malformed request: ${method}`,
    ...(parsed === undefined ? {} : { detail: parsed.error.message.slice(0, 2000) }),
  });
}

/** The window behind a message, or a refusal. */
export function trustedSession<Session>(
  event: Asking,
  sessionOf: (webContentsId: number) => Session | undefined,
): Session {
  const { senderFrame, sender } = event;
  const session = sessionOf(sender.id);
  if (senderFrame === null || senderFrame.parent !== null || !isAppUrl(senderFrame.url) || session === undefined) {
    fail({ code: "refused/path", message: "Casefile refused a request that its own page did not send." });
  }
  return session;
}

function checkRate(meters: Map<number, CallMeter>, sender: number): void {
  const meter = meters.get(sender) ?? new CallMeter();
  meters.set(sender, meter);
  if (!meter.count(Date.now())) fail({ code: "limit/size", message: "Casefile refused a flood of requests." });
}
