import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { root, run } from "./child.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { runPlaywright } from "./playwright.mjs";
import { ensureSystemPackages } from "./system-packages.mjs";
import { add, closingLine, judged, none, playwrightCounts, succeeded, vitestCounts } from "./test-counts.mjs";

const reports = path.join(root, "test-results/json");

await ensureDependencies();
await ensureSystemPackages();
const { electronRuntime } = await import("./electron-runtime.mjs");
await electronRuntime();
const { buildStale } = await import("./build.mjs");
await buildStale();

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const steps = [unitAndEngine, packageApp, endToEnd];
let total = none;
for (const step of steps) total = add(total, await step());
console.log(`\n${closingLine(total)}`);
process.exitCode = succeeded(total) ? 0 : 1;

async function unitAndEngine() {
  const file = path.join(reports, "vitest.json");
  const tool = path.join(root, "node_modules/vitest/vitest.mjs");
  const arguments_ = [
    "run",
    "--config",
    ".config/vitest.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  return counted(file, await run(process.execPath, [tool, ...arguments_]), vitestCounts);
}

/** The end-to-end tests also start the packaged app; it is made anew so that they never see an old one. */
async function packageApp() {
  const code = await run(process.execPath, ["scripts/package.mjs", "--dir"]);
  return judged(none, code);
}

async function endToEnd() {
  const file = path.join(reports, "playwright.json");
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  return counted(file, await runPlaywright(["--reporter=list,json"], { hidden: true, env }), playwrightCounts);
}

function counted(file, exitCode, counts) {
  return judged(existsSync(file) ? counts(JSON.parse(readFileSync(file, "utf8"))) : none, exitCode);
}
