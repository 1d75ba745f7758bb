import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { Bench } from "./testing/fixtures.ts";

const bench = new Bench();
afterAll(() => bench.close());

test("a worker has no network and starts no process once it is locked down", async () => {
  const probe = `
    import ${JSON.stringify(new URL("worker/lock-down.ts", import.meta.url).pathname)};
    import { parentPort } from "node:worker_threads";
    const attempt = (work) => { try { work(); return "possible"; } catch { return "refused"; } };
    const modules = ["net", "node:net", "http", "https", "tls", "dns", "dgram", "child_process", "node:child_process", "inspector"];
    const required = Object.fromEntries(modules.map((name) => [name, attempt(() => module.require(name))]));
    const builtin = process.getBuiltinModule === undefined ? "refused" : attempt(() => process.getBuiltinModule("child_process"));
    const globals = ["fetch", "WebSocket", "XMLHttpRequest", "EventSource"].filter((name) => name in globalThis);
    parentPort.postMessage({ required, builtin, globals, binding: attempt(() => process.binding("tcp_wrap")), kill: attempt(() => process.kill(process.pid, 0)), fs: attempt(() => module.require("fs")) });`;
  const { outputFiles } = await build({
    stdin: { contents: probe, resolveDir: bench.folder },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
  });
  const worker = new Worker(bench.write("probe.cjs", outputFiles[0]?.text ?? ""), { env: {} });
  const answer = await new Promise<{ required: Record<string, string> }>((resolve, reject) =>
    worker.on("message", resolve).on("error", reject),
  );
  expect(new Set(Object.values(answer.required))).toEqual(new Set(["refused"]));
  expect(answer).toMatchObject({
    builtin: "refused",
    globals: [],
    binding: "refused",
    kill: "refused",
    fs: "possible",
  });
});
