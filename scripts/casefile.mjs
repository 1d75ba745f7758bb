import { root, run } from "./child.mjs";
import { ensureDependencies } from "./dependencies.mjs";

// The command line from a working copy: `npm run --silent casefile -- verify FILE`. Paths are those of the caller's folder.
await ensureDependencies();
const { buildStale } = await import("./build.mjs");
await buildStale(() => {}, ["engine", "cli"]);
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exitCode = await run(process.execPath, [`${root}dist/cli/main.mjs`, ...process.argv.slice(2)], { cwd });
