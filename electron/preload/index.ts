import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { Outcome } from "../ipc/bridge.ts";
import type { MainEvent } from "../ipc/contract.ts";
import { connectChannel, dropChannel, mainEventChannel, portChannel } from "../ipc/channels.ts";
import { hostMethodNames, mainMethods } from "../ipc/methods.ts";
import { HostPort, type Port } from "./host-port.ts";

type Call = (method: string, request: unknown) => Promise<Outcome<unknown>>;

/** `noun.verb` methods as objects of functions: a page calls what the contract names and can name nothing else. */
function functionsOf(methods: readonly string[], call: Call): Record<string, Record<string, unknown>> {
  const nouns: Record<string, Record<string, unknown>> = {};
  for (const method of methods) {
    const [noun = "", verb = ""] = method.split(".");
    (nouns[noun] ??= {})[verb] = (request: unknown) => call(method, request);
  }
  return nouns;
}

/** Electron before 32 adds `path` to the browser's own File; its getter, taken here, answers for real files only. */
const pathOfFile = Object.getOwnPropertyDescriptor(globalThis.File.prototype, "path");

/** Where a dropped file is: nowhere for a file that a script made, or for what only looks like a file. */
function placeOf(file: unknown): string {
  const utilities: { getPathForFile(file: unknown): string } | undefined = webUtils;
  try {
    const place: unknown = utilities ? utilities.getPathForFile(file) : pathOfFile?.get?.call(file);
    return typeof place === "string" ? place : "";
  } catch {
    return "";
  }
}

const main = functionsOf(
  mainMethods,
  (method, request) => ipcRenderer.invoke(method, request) as Promise<Outcome<unknown>>,
);
const host = new HostPort();

ipcRenderer.on(portChannel, (event) => {
  const ports: readonly Port[] = event.ports;
  if (ports[0]) host.attach(ports[0]);
});
ipcRenderer.send(connectChannel);

contextBridge.exposeInMainWorld("casefile", {
  ...main,
  ...functionsOf(hostMethodNames, (method, request) => host.call(method, request)),
  files: {
    ...main["files"],
    fromDrop: (files: readonly unknown[]) => ipcRenderer.invoke(dropChannel, files.map(placeOf)),
  },
  events: {
    onMain(listener: (event: MainEvent) => void) {
      const hear = (_event: unknown, message: MainEvent): void => listener(message);
      ipcRenderer.on(mainEventChannel, hear);
      return () => void ipcRenderer.off(mainEventChannel, hear);
    },
    onHost: (listener: Parameters<HostPort["listen"]>[0]) => host.listen(listener),
  },
});
