import path from "node:path";
import { root, run } from "./child.mjs";
import { ensureDependencies } from "./dependencies.mjs";

// `npm run package` makes the installers of this platform; `npm run package -- --dir` only the unpacked folder.
await ensureDependencies();
const { buildStale } = await import("./build.mjs");
await buildStale();
const { electronRuntime } = await import("./electron-runtime.mjs");
const { folder, version, evaluation } = await electronRuntime();

const tool = path.join(root, "node_modules/electron-builder/cli.js");
const runtime = [`-c.electronDist=${folder}`, `-c.electronVersion=${version}`];
if (evaluation) console.error("The package is for tests only: it holds the evaluation runtime.");
process.exitCode = await run(process.execPath, [tool, "--publish", "never", ...runtime, ...process.argv.slice(2)], {
  env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: process.env.CSC_IDENTITY_AUTO_DISCOVERY ?? "false" },
});
