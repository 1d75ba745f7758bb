import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildStale } from "../scripts/build.mjs";
import { investigation as intent, steps } from "./credit-default/investigation.mjs";
import { loadTypeScript, root } from "./load-typescript.mjs";

const folder = path.join(root, "samples/credit-default");
/** Each is a file of its id. */
const datasets = [
  { id: "reference", role: "reference" },
  { id: "production", role: "production" },
  { id: "training_features", role: "other" },
];
const timeColumn = "event_time";

/** Pins the sample's files, runs its cells and writes the finished investigation; the same bytes on every run. */
export async function buildInvestigation(outFile) {
  await buildStale(console.error, ["engine"]);
  const casefile = await loadTypeScript(
    ...["analysis/document/edits.ts", "analysis/document/history.ts", "analysis/document/write.ts"],
    ...["analysis/engine/engine.ts", "analysis/run/run-investigation.ts", "analysis/base/errors.ts"],
  );
  const { version: appVersion } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
  const cacheDir = await mkdtemp(path.join(tmpdir(), "casefile-samples-"));
  const engine = await casefile.startEngine({ cacheDir, workerUrl: path.join(root, "dist/engine/query-worker.cjs") });
  try {
    const investigation = await finished({ casefile, engine, appVersion });
    await writeFile(outFile, casefile.writeInvestigation(investigation));
  } finally {
    await engine.close();
    await rm(cacheDir, { recursive: true });
  }
}

/** The three steps of its history: created with its pins, run, concluded. */
async function finished({ casefile, engine, appVersion }) {
  const [create, run, conclude] = steps;
  const { conclusion, ...start } = intent;
  const pins = await Promise.all(datasets.map((dataset) => pinned(engine, dataset)));
  const created = casefile.appendHistory(casefile.createInvestigation({ ...start, datasets: pins }), create);
  const pathsOf = (id) => [path.join(folder, `${id}.parquet`)];
  const ran = await casefile.runInvestigation({ investigation: created, engine, pathsOf, appVersion, which: "all" });
  for (const outcome of ran.outcomes.values()) casefile.valueOf(outcome);
  const locked = casefile.appendHistory(ran.investigation, run);
  const concluded = await casefile.runInvestigation({
    ...{ investigation: casefile.setConclusion(locked, conclusion), engine, pathsOf, appVersion, which: "stale" },
  });
  return casefile.appendHistory(concluded.investigation, conclude);
}

async function pinned(engine, { id, role }) {
  const name = `${id}.parquet`;
  const { files, rows, schema, timestamps } = await engine.pinData([path.join(folder, name)]);
  const range = timestamps.find(({ column }) => column === timeColumn);
  return {
    ...{ id, role, files: files.map((file) => ({ ...file, path: name })), rows, schema, window: null },
    time_range: range ?? null,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await buildInvestigation(process.argv[2] ?? path.join(folder, "credit-default.casefile"));
