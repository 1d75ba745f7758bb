import { describe, expect, it } from "vitest";
import type { HostEvent } from "../ipc/contract.ts";
import type { PortRequest } from "../ipc/host-messages.ts";
import { HostPort, type Port } from "./host-port.ts";

class FakePort implements Port {
  onmessage: Port["onmessage"] = null;
  readonly sent: PortRequest[] = [];
  postMessage(message: PortRequest): void {
    this.sent.push(message);
  }
}

describe("the page's port to the engine host", () => {
  it("keeps calls that come before the port and matches answers by their number", async () => {
    const host = new HostPort();
    const first = host.call("engine.info", {});
    const second = host.call("data.hash", { job: "j" });
    const port = new FakePort();
    host.attach(port);
    expect(port.sent.map(({ method }) => method)).toEqual(["engine.info", "data.hash"]);
    port.onmessage?.({ data: { id: 2, outcome: { ok: true, value: "second" } } });
    port.onmessage?.({ data: { id: 1, outcome: { ok: true, value: "first" } } });
    expect([await first, await second]).toEqual([
      { ok: true, value: "first" },
      { ok: true, value: "second" },
    ]);
  });

  it("ends open calls with an error and says so when the host was started again", async () => {
    const host = new HostPort();
    const events: HostEvent[] = [];
    host.listen((event) => events.push(event));
    host.attach(new FakePort());
    const lost = host.call("cells.run", {});
    const next = new FakePort();
    host.attach(next);
    expect(await lost).toMatchObject({ ok: false, error: { code: "engine/worker-died" } });
    expect(events.map(({ type }) => type)).toEqual(["engine-restarted"]);
    void host.call("engine.info", {});
    expect(next.sent.map(({ method }) => method)).toEqual(["engine.info"]);
  });

  it("stops telling a listener that unsubscribed", () => {
    const host = new HostPort();
    const port = new FakePort();
    const events: HostEvent[] = [];
    host.attach(port);
    const stop = host.listen((event) => events.push(event));
    port.onmessage?.({ data: { event: { type: "engine-restarted", reason: "a" } } });
    stop();
    port.onmessage?.({ data: { event: { type: "engine-restarted", reason: "b" } } });
    expect(events).toHaveLength(1);
  });
});
