import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { must, output, root } from "./child.mjs";
import { differences } from "./compare-fixtures.mjs";

/**
 * Makes every oracle fixture again in a fresh Python environment and fails where one differs from the committed file.
 * `--write` keeps what was made; `--venv <folder>` uses an environment that is there already; `--only <topic>` one script.
 */
const { values: options } = parseArgs({
  options: { write: { type: "boolean", default: false }, venv: { type: "string" }, only: { type: "string" } },
});
const fixtures = path.join(root, "analysis/stats/fixtures");
const flights = "samples/flights/generate-expected.py";
const flightsData = path.join(root, "node_modules/vega-datasets/data/flights-3m.parquet");
/** NannyML wants a Python below 3.13, numpy one from 3.11 on. */
const pythons = ["python3.12", "python3.11", "python3", "python"];
/** The tools report to their makers unless told not to. */
const env = { ...process.env, DO_NOT_TRACK: "1", NML_DISABLE_USAGE_LOGGING: "1", PYTHONDONTWRITEBYTECODE: "1" };

async function findPython() {
  for (const name of pythons) {
    const version = await output(name, ["-c", "import sys; print(*sys.version_info[:2])"]).catch(() => "");
    const [major, minor] = version.split(" ").map(Number);
    if (major === 3 && (minor === 11 || minor === 12)) return name;
  }
  console.error(`The oracle needs Python 3.11 or 3.12 with venv; looked for ${pythons.join(", ")}.`);
  return process.exit(1);
}

/** A new environment with the pinned packages, and nothing that resolving them would add. */
async function environment(folder) {
  if (options.venv !== undefined) return path.join(options.venv, "bin/python");
  const venv = path.join(folder, "venv");
  await must("making a Python environment", await findPython(), ["-m", "venv", venv]);
  const python = path.join(venv, "bin/python");
  const list = path.join(fixtures, "requirements.txt");
  console.log("installing the pinned packages …");
  const install = ["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "-r", list];
  await must("installing the pinned packages", python, install);
  return python;
}

/** Every script of the folder, so that a new topic joins by being there; scripts write beside themselves, so they run as copies. */
async function makeAgain(python, folder) {
  const made = path.join(folder, "fixtures");
  await mkdir(made);
  await cp(path.join(fixtures, "shared"), path.join(made, "shared"), { recursive: true });
  const scripts = (await readdir(fixtures)).filter((name) => name.endsWith(".py")).sort();
  for (const script of scripts) await copyFile(path.join(fixtures, script), path.join(made, script));
  for (const script of scripts) {
    if (options.only !== undefined && script !== `${options.only}.py`) continue;
    console.log(`running ${script} …`);
    await must(script, python, [script], { cwd: made, env });
  }
  return made;
}

async function compare(made) {
  const files = (await readdir(made)).filter((name) => name.endsWith(".json")).sort();
  let changed = 0;
  for (const name of files) {
    const [old, now] = [path.join(fixtures, name), path.join(made, name)];
    const found = existsSync(old) ? differences(await json(old), await json(now)) : ["it is not committed"];
    changed += found.length;
    console.log(`${name}: ${found.length === 0 ? "the same" : `${found.length} differences`}`);
    for (const line of found.slice(0, 40)) console.log(`  ${line.slice(0, 300)}`);
    if (options.write) await copyFile(now, old);
  }
  return changed;
}

const json = async (file) => JSON.parse(await readFile(file, "utf8"));

const folder = await mkdtemp(path.join(tmpdir(), "casefile-oracle-"));
try {
  const python = await environment(folder);
  const changed = await compare(await makeAgain(python, folder));
  if (options.only === undefined && existsSync(flightsData)) {
    console.log(`running ${flights} …`);
    await must("the flights' expected values", python, [flights, "--check"], { env });
    console.log("samples/flights/expected.json: the same");
  }
  console.log(changed === 0 ? "\nEvery fixture is what its script makes." : `\n${changed} differences.`);
  process.exitCode = changed === 0 || options.write ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
