import { fail, outcomeOf } from "../../analysis/base/errors.ts";
import { hostContract, type HostMethod } from "../ipc/contract.ts";
import { portRequestSchema, type PortMessage } from "../ipc/host-messages.ts";
import type { HostSession } from "./host-session.ts";
import { hostMethods, type HostMethods } from "./methods.ts";

/** What this file needs of Electron's `MessagePortMain`. */
export interface HostPort {
  on(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
  postMessage(message: PortMessage): void;
  start(): void;
}

/** Answers a page: each request is checked against the contract before any code of ours sees it. */
export function servePort(port: HostPort, session: HostSession, methods: HostMethods = hostMethods): void {
  port.on("message", ({ data }) => {
    const asked = portRequestSchema.safeParse(data);
    if (!asked.success) return;
    const { id, method, request } = asked.data;
    void outcomeOf(() => answer(session, methods, method, request)).then((outcome) =>
      port.postMessage({ id, outcome }),
    );
  });
  port.start();
}

const isMethod = (name: string): name is HostMethod => Object.hasOwn(hostContract, name);

function answer(session: HostSession, methods: HostMethods, method: string, request: unknown): Promise<unknown> {
  if (!isMethod(method))
    return fail({ code: "usage/invalid", message: `The engine knows no method of this name: ${method}` });
  return call(session, methods, method, request);
}

function call<M extends HostMethod>(
  session: HostSession,
  methods: HostMethods,
  method: M,
  request: unknown,
): Promise<unknown> {
  const parsed = hostContract[method].request.safeParse(request);
  if (!parsed.success) {
    fail({
      code: "usage/invalid",
      message: `The engine refused a malformed request: ${method}`,
      detail: parsed.error.message.slice(0, 2000),
    });
  }
  return methods[method](session, parsed.data as Parameters<HostMethods[M]>[1]);
}
