import { cpSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { must, root, run } from "./child.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { hasDisplay } from "./display.mjs";

const samples = path.join(root, "samples/credit-default");

await ensureDependencies();
const { buildStale } = await import("./build.mjs");
await buildStale();
if (hasDisplay(process.platform, process.env)) await openApp(process.argv.slice(2));
else await runHeadless();

async function openApp(named) {
  const { electronRuntime } = await import("./electron-runtime.mjs");
  const { program } = await electronRuntime();
  const asRoot = process.platform === "linux" && process.getuid() === 0;
  if (asRoot) console.error("You are root, so Electron's own sandbox is off: it refuses to run as root otherwise.");
  const arguments_ = [...(asRoot ? ["--no-sandbox"] : []), root, ...(named.length > 0 ? named : ["--sample"])];
  // Electron talks about missing desktop services on stderr; none of it concerns the person.
  process.exitCode = await run(program, arguments_, { stdio: ["ignore", "inherit", "ignore"] });
}

/** The whole job on the sample, without touching the repository's copy. */
async function runHeadless() {
  console.log(
    "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the app cannot open a window.",
  );
  console.log("The sample investigation runs without it instead.\n");
  const name = readdirSync(samples).find((file) => file.endsWith(".casefile"));
  if (name === undefined) throw new Error(`There is no investigation in ${samples}`);
  const folder = mkdtempSync(path.join(tmpdir(), "casefile-start-"));
  cpSync(samples, folder, { recursive: true, filter: (file) => !/\.(mjs|ts|py)$/.test(file) });
  const copy = path.join(folder, name);
  const report = path.join(folder, "report.html");
  const casefile = (...words) =>
    must(`casefile ${words[0]}`, process.execPath, [path.join(root, "dist/cli/main.mjs"), ...words]);
  await casefile("run", "--all", copy);
  await casefile("report", "--verify", copy, "-o", report);
  console.log(`\nThe report is ${report}`);
  console.log(`The investigation is ${copy}`);
}
