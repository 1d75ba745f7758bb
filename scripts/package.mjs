import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { root } from "./child.mjs";
import { ensureDependencies } from "./dependencies.mjs";

// `npm run package` makes the installers of this platform; `npm run package -- --dir` only the unpacked folder.
await ensureDependencies();
const { buildStale } = await import("./build.mjs");
await buildStale();
const { electronRuntime } = await import("./electron-runtime.mjs");
const { folder, version, evaluation } = await electronRuntime();

const config = "electron-builder.yml";
const arguments_ = ["--publish", "never", `-c.electronDist=${folder}`, `-c.electronVersion=${version}`];
if (evaluation) {
  console.error("The package is for tests only: it holds the evaluation runtime.");
  arguments_.push("--config", evaluationConfig());
}
const tool = path.join(root, "node_modules/electron-builder/cli.js");
const builder = spawn(process.execPath, [tool, ...arguments_, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ["inherit", "pipe", "inherit"],
  env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: process.env.CSC_IDENTITY_AUTO_DISCOVERY ?? "false" },
});
// It lists every shared dependency on one line of thousands of characters, and none of them is packaged.
const lines = createInterface({ input: builder.stdout });
lines.on("line", (line) => line.includes("duplicate dependency references") || console.log(line));
builder.on("close", (code) => (process.exitCode = code ?? 1));

/** Electron 25 is older than this one fuse, and a fuse that is not there cannot be set. */
function evaluationConfig() {
  const text = readFileSync(path.join(root, config), "utf8").replace(/^ *grantFileProtocolExtraPrivileges:.*\n/m, "");
  const file = path.join(root, "dist", config);
  writeFileSync(file, text);
  return file;
}
