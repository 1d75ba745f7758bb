import { describe, expect, it } from "vitest";
import { z } from "../../analysis/base/schema.ts";
import type { Outcome } from "../../analysis/base/errors.ts";
import { mainContract } from "../ipc/contract.ts";
import { registerHandlers, type Asking, type Handlers } from "./register.ts";

type Listener = (event: Asking, request: unknown) => Promise<Outcome<unknown>>;
const page = { url: "app://casefile/index.html", parent: null };
const honest: Asking = { sender: { id: 1 }, senderFrame: page };

function register<C extends Record<string, { request: z.ZodType; answer: z.ZodType }>>(
  contract: C,
  handlers: Handlers<C, string>,
): Map<string, Listener> {
  const listeners = new Map<string, Listener>();
  const ipc = { handle: (channel: string, listener: Listener) => void listeners.set(channel, listener) };
  registerHandlers(ipc, contract, handlers, (id) => (id === 1 ? "window 1" : undefined));
  return listeners;
}

const codeOf = (outcome: Outcome<unknown> | undefined): string =>
  outcome?.ok === false ? outcome.error.code : "answered";

/** All methods of main, each with a handler that only records that it was reached. */
function recording(): { reached: string[]; listeners: Map<string, Listener> } {
  const reached: string[] = [];
  const entries = Object.keys(mainContract).map((method) => [method, () => void reached.push(method)]);
  // The answers are never looked at here.
  const handlers = Object.fromEntries(entries) as Handlers<typeof mainContract, string>;
  return { reached, listeners: register(mainContract, handlers) };
}

describe("calls from a page", () => {
  it("pass the window and the checked request on, and come back in the envelope", async () => {
    const contract = { "a.b": { request: z.strictObject({ n: z.int() }), answer: z.string() } };
    const listeners = register(contract, { "a.b": (session, { n }) => `${session}: ${String(n)}` });
    expect(await listeners.get("a.b")?.(honest, { n: 3 })).toEqual({ ok: true, value: "window 1: 3" });
  });

  const forged: [string, Asking][] = [
    ["a frame that is gone", { sender: { id: 1 }, senderFrame: null }],
    ["an embedded frame", { sender: { id: 1 }, senderFrame: { ...page, parent: page } }],
    ["another site", { sender: { id: 1 }, senderFrame: { url: "https://example.org/index.html", parent: null } }],
    [
      "another host of the same scheme",
      { sender: { id: 1 }, senderFrame: { url: "app://other/index.html", parent: null } },
    ],
    ["a file", { sender: { id: 1 }, senderFrame: { url: "file:///index.html", parent: null } }],
    ["an unknown window", { sender: { id: 2 }, senderFrame: page }],
  ];
  it.each(forged)("are refused on every channel when they come from %s", async (_name, event) => {
    const { reached, listeners } = recording();
    for (const listener of listeners.values()) expect(codeOf(await listener(event, {}))).toBe("refused/path");
    expect(reached).toEqual([]);
  });

  it.each([
    ["another type", 7],
    ["nothing", undefined],
    ["text", "{}"],
    ["a list", []],
    ["an extra field", { surprise: 1 }],
  ])("are refused on every channel when the request is %s", async (_name, request) => {
    const { reached, listeners } = recording();
    for (const listener of listeners.values()) expect(codeOf(await listener(honest, request))).toBe("usage/invalid");
    expect(reached).toEqual([]);
  });

  it("are refused when a document is larger than 64 MiB", async () => {
    const { reached, listeners } = recording();
    const request = { documentId: null, text: " ".repeat(100 * 1024 * 1024), bindings: {} };
    expect(codeOf(await listeners.get("document.save")?.(honest, request))).toBe("usage/invalid");
    expect(reached).toEqual([]);
  });

  it("are refused beyond a thousand a second, and counted for each window alone", async () => {
    const { reached, listeners } = recording();
    const state = listeners.get("app.state");
    let refused = 0;
    for (let call = 0; call < 10_000; call += 1) {
      if (codeOf(await state?.(honest, {})) === "limit/size") refused += 1;
    }
    expect(refused).toBeGreaterThan(7000);
    expect(reached.length).toBe(10_000 - refused);
  });

  it("carry an unforeseen error as a record, never as an exception", async () => {
    const contract = { "a.b": { request: z.strictObject({}), answer: z.string() } };
    const listeners = register(contract, {
      "a.b": () => {
        throw new TypeError("odd");
      },
    });
    expect(codeOf(await listeners.get("a.b")?.(honest, {}))).toBe("bug/invariant");
  });
});
