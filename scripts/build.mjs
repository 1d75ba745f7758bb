import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./child.mjs";
import { buildIfStale } from "./stale.mjs";

const tools = [".config/esbuild.mjs", ".config/vite.renderer.ts", "package-lock.json", "scripts/build.mjs"];

const targets = [
  {
    name: "engine",
    inputs: ["analysis/engine", "analysis/base", "scripts/build-engine.mjs", "package-lock.json"],
    outputs: ["dist/engine"],
    build: async () => (await import("./build-engine.mjs")).buildEngine(),
  },
  {
    name: "electron",
    inputs: ["analysis", "electron", ...tools],
    outputs: ["dist/main/index.cjs", "dist/preload/index.cjs", "dist/engine-host/index.cjs"],
    build: () => bundle(["mainBundle", "preloadBundle", "engineHostBundle"]),
  },
  {
    name: "cli",
    inputs: ["analysis", ...tools],
    outputs: ["dist/cli/main.mjs"],
    build: () => bundle(["cliBundle"]),
  },
  {
    name: "renderer",
    inputs: ["analysis", "electron/ipc", "renderer", ...tools],
    outputs: ["dist/renderer/index.html", "dist/renderer-files.json"],
    build: bundleRenderer,
  },
];

async function bundle(names) {
  const { build } = await import("esbuild");
  const bundles = await import("../.config/esbuild.mjs");
  await Promise.all(names.map((name) => build({ ...bundles[name], absWorkingDir: root })));
}

async function bundleRenderer() {
  const { build } = await import("vite");
  const { NODE_ENV } = process.env;
  await build({ configFile: path.join(root, ".config/vite.renderer.ts"), logLevel: "warn" });
  // Vite declares this whole process a production one, and tests that start from it would get React without `act`.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
  const folder = path.join(root, "dist/renderer");
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)));
  // The main process serves these files and no others.
  writeFileSync(
    path.join(root, "dist/renderer-files.json"),
    JSON.stringify(names.map((name) => name.split(path.sep).join("/")).sort()),
  );
}

/** Makes everything in dist/ that differs from its sources. Gives the names of what was made. */
export async function buildStale(say = console.error, wanted = targets.map((target) => target.name)) {
  const made = [];
  for (const target of targets.filter(({ name }) => wanted.includes(name))) {
    const started = Date.now();
    if (!(await buildIfStale(target).catch((error) => stop(target.name, error)))) continue;
    made.push(target.name);
    say(`Built ${target.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  return made;
}

/** esbuild and vite have said what is wrong by now. */
function stop(name, error) {
  console.error(`\nCasefile: building ${name} failed: ${error.message.slice(0, 2000)}`);
  process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? root).href) await buildStale();
