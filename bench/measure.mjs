import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const command = path.join(root, "dist/cli/main.mjs");
const usageRecorder = new URL("record-usage.mjs", import.meta.url).href;

/**
 * Runs the built command line once.
 * @returns seconds of wall time, those of its cells alone when it was asked for them (`--timings`), seconds of processor time of
 *   all threads, and the peak resident set in MB
 */
export async function measureCommand(args) {
  const folder = await mkdtemp(path.join(tmpdir(), "casefile-bench-"));
  const usageFile = path.join(folder, "usage.json");
  try {
    const start = performance.now();
    const notes = await run(["--import", usageRecorder, command, ...args], { CASEFILE_BENCH_USAGE: usageFile });
    const seconds = (performance.now() - start) / 1000;
    return { seconds, cellSeconds: cellSecondsOf(notes), ...JSON.parse(await readFile(usageFile, "utf8")) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the cells took from the moment at which the data was open, or null where the command does not tell. */
function cellSecondsOf(notes) {
  const line = notes.split("\n").find((text) => text.startsWith('{"seconds"'));
  if (line === undefined) return null;
  return Object.values(JSON.parse(line).seconds.cells).reduce((sum, seconds) => sum + seconds, 0);
}

/** Wall time and processor time of work inside this process. */
export async function measureWork(work) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}

/** Runs the built command line, expects it to succeed and gives what it wrote to its error output. */
const run = (args, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...env },
    });
    let errors = "";
    child.stderr.on("data", (text) => (errors += text));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(errors) : reject(new Error(`exit code ${code}\n${errors}`))));
  });

export const runCommand = (args) => run([command, ...args], {});

/** What figures depend on, in one line. */
export function describeMachine() {
  const [first] = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const load = loadavg()[0].toFixed(1);
  const machine = `${cpus().length} cores (${first?.model ?? "unknown"}), ${memory} GiB, load ${load}`;
  return `${machine}, Node ${process.version}, ${process.platform}`;
}

/** Prints `casefile run` with each number of workers beside native DuckDB, if any; ratios are of processor time. */
export async function compare(title, native, workers, runArguments) {
  const rows = native === null ? [] : [["native DuckDB, 2 threads, comparable SQL", ...figures(native), "–", "1.0"]];
  for (const count of workers) {
    const used = await measureCommand(["run", ...runArguments, "--all", "--timings", "--workers", String(count)]);
    const ratio = native === null ? "–" : (used.cpuSeconds / native.cpuSeconds).toFixed(1);
    rows.push([`casefile run, workers: ${count}`, ...figures(used), used.peakMegabytes.toFixed(0), ratio]);
  }
  printTable([title, "seconds", "of these the cell", "processor s", "peak MB", "ratio"], rows);
}

const figures = ({ seconds, cellSeconds = null, cpuSeconds }) => [
  seconds.toFixed(1),
  cellSeconds === null ? "–" : cellSeconds.toFixed(1),
  cpuSeconds.toFixed(1),
];

/** Rows of text under a head, numbers to the right. */
function printTable(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => row.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join("  ");
  for (const row of all) console.log(line(row));
}
