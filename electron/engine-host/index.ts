import "./no-network.ts";
import path from "node:path";
import { outcomeOf } from "../../analysis/base/errors.ts";
import { readInvestigation } from "../../analysis/document/read.ts";
import { startEngine } from "../../analysis/engine/engine.ts";
import { renderReport } from "../../analysis/report/html.ts";
import type { HostEvent } from "../ipc/contract.ts";
import { hostSettingsSchema, toHostSchema, type FromHost, type ToHost } from "../ipc/host-messages.ts";
import { HostSession } from "./host-session.ts";
import { servePort, type HostPort } from "./serve-port.ts";

const settings = hostSettingsSchema.parse(JSON.parse(process.argv.at(-1) ?? ""));
const workerUrl = path.join(__dirname, "../engine/query-worker.cjs");
let page: HostPort | null = null;

const session = new HostSession(
  () => startEngine({ workers: settings.workers, cacheDir: settings.cacheDir, workerUrl }),
  (event: HostEvent) => page?.postMessage({ event }),
);

process.parentPort.on("message", ({ data, ports }) => {
  const message = toHostSchema.parse(data);
  if (message.type === "grant") session.grant(message.files);
  if (message.type === "report") void report(message);
  const [port] = ports;
  if (message.type === "connect" && port !== undefined) {
    page = port;
    servePort(page, session);
  }
});

/** A report of what the document holds. Nothing was run for it, so it never says "verified". */
async function report({ id, text, fileName, createdAt }: Extract<ToHost, { type: "report" }>): Promise<void> {
  const outcome = await outcomeOf(() =>
    renderReport({
      investigation: readInvestigation(text).investigation,
      verification: "not_verified",
      createdAt,
      appVersion: settings.appVersion,
      ...(fileName === null ? {} : { fileName }),
    }),
  );
  process.parentPort.postMessage({ id, outcome } satisfies FromHost);
}
