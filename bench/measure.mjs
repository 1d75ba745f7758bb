import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const command = path.join(root, "dist/cli/main.mjs");
const peakRecorder = new URL("record-peak.mjs", import.meta.url).href;

/** Runs the built command line once. @returns seconds of wall time and the process's peak resident set in MB */
export async function measureCommand(args) {
  const folder = await mkdtemp(path.join(tmpdir(), "casefile-bench-"));
  const peakFile = path.join(folder, "peak");
  try {
    const start = performance.now();
    await run(["--import", peakRecorder, command, ...args], { CASEFILE_BENCH_PEAK: peakFile });
    const seconds = (performance.now() - start) / 1000;
    return { seconds, peakMegabytes: Number(await readFile(peakFile, "utf8")) / 1024 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs the built command line and expects it to succeed; exit code 1 is a verdict, not a failure. */
const run = (args, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...env },
    });
    let errors = "";
    child.stderr.on("data", (text) => (errors += text));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${code}\n${errors}`))));
  });

export const runCommand = (args) => run([command, ...args], {});

/** What figures depend on, in one line. */
export function describeMachine() {
  const [first] = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${cpus().length} cores (${first?.model ?? "unknown"}), ${memory} GiB, Node ${process.version}, ${process.platform}`;
}

/** Prints rows of text under a head, numbers to the right. */
export function printTable(head, rows) {
  const all = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => row.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join("  ");
  for (const row of all) console.log(line(row));
}
