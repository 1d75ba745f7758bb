import Module from "node:module";

/**
 * Takes network and process powers from this worker before anything else is loaded. It is a second layer: the engine
 * itself reaches the world through `read-only-runtime.ts` alone.
 */
const forbidden = new Set(
  [
    "net",
    "tls",
    "http",
    "https",
    "http2",
    "dns",
    "dns/promises",
    "dgram",
    "child_process",
    "cluster",
    "inspector",
    "inspector/promises",
    "repl",
    "wasi",
    "vm",
  ].flatMap((name) => [name, `node:${name}`]),
);

function refuse(name: string): never {
  throw new Error(`${name} is not available to the engine`);
}

for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"]) Reflect.deleteProperty(globalThis, name);

const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
const load = loader._load.bind(Module);
loader._load = (request, ...rest) => (forbidden.has(request) ? refuse(request) : load(request, ...rest));

const getBuiltin: unknown = Reflect.get(process, "getBuiltinModule");
if (typeof getBuiltin === "function") {
  Reflect.set(process, "getBuiltinModule", (name: string): unknown => {
    const found: unknown = forbidden.has(name) ? refuse(name) : Reflect.apply(getBuiltin, process, [name]);
    return found;
  });
}
for (const name of ["binding", "_linkedBinding", "dlopen", "kill", "_kill"])
  Reflect.set(process, name, () => refuse(`process.${name}`));
