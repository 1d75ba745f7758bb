import childProcess from "node:child_process";
import dns from "node:dns";
import net from "node:net";
import { syncBuiltinESMExports } from "node:module";

/** Refused, in a process that reads confidential data. */
function refuse(what: string): () => never {
  return () => {
    throw new Error(`The engine may not ${what}.`);
  };
}

/**
 * Takes the network and other programs away from this process before the engine's packages load: they can do without, and
 * nothing that they might be talked into can leave the computer. Worker threads stay.
 */
export function takeNetworkAway(): void {
  const noNetwork = refuse("use the network");
  for (const name of ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"]) Reflect.deleteProperty(globalThis, name);
  net.Socket.prototype.connect = noNetwork;
  net.Server.prototype.listen = noNetwork;
  for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) Reflect.set(dns, name, noNetwork);
  const noPrograms = refuse("start programs");
  for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"]) {
    Reflect.set(childProcess, name, noPrograms);
  }
  syncBuiltinESMExports();
}

takeNetworkAway();
