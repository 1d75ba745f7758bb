import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadTypeScript, root } from "../samples/load-typescript.mjs";
import { buildStale } from "../scripts/build.mjs";
import { featureNames, nullData } from "./null-data.mjs";

const sides = ["reference", "production"];

/** Runs cells over made-up pairs as the product does: pin, run, read the verdicts. One engine for all pairs, one worker. */
export async function pairRunner() {
  await buildStale(console.error, ["engine"]);
  const casefile = await loadTypeScript(
    ...["analysis/document/edits.ts", "analysis/base/errors.ts", "analysis/engine/engine.ts"],
    ...["analysis/run/run-investigation.ts", "analysis/kinds/registry.ts"],
  );
  const workerUrl = path.join(root, "dist/engine/query-worker.cjs");
  const folder = await mkdtemp(path.join(tmpdir(), "casefile-null-"));
  const data = await nullData();
  let engine = null;
  let used = 0;
  /** The engine keeps what it opened; a new one now and then keeps memory bounded. */
  const freshEngine = async () => {
    if (used++ % 100 === 0) {
      await engine?.close();
      engine = await casefile.startEngine({ cacheDir: path.join(folder, "cache"), workerUrl, workers: 1 });
    }
    return engine;
  };
  return {
    /** @returns by cell kind: the result and what the product says about it */
    async run({ seed, rows, planted, cells }) {
      const files = await data.write(folder, { seed, rows, planted });
      const investigation = await pinnedPair(casefile, await freshEngine(), { files, cells });
      const pathsOf = (id) => [files[id]];
      const ran = await casefile.runInvestigation({
        investigation,
        engine,
        pathsOf,
        appVersion: "0.0.0",
        which: "all",
      });
      return Object.fromEntries(
        [...ran.outcomes].map(([id, outcome]) => {
          const { result } = casefile.valueOf(outcome);
          return [id, { result, face: casefile.kindById(id).read(result) }];
        }),
      );
    },
    async close() {
      await engine?.close();
      data.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function pinnedPair(casefile, engine, { files, cells }) {
  const datasets = await Promise.all(
    sides.map(async (side) => {
      const pin = await engine.pinData([files[side]]);
      return {
        ...{ id: side, role: side, rows: pin.rows, schema: [...pin.schema], window: null },
        files: pin.files.map((file) => ({ ...file, path: path.basename(files[side]) })),
        time_range: pin.timestamps.find(({ column }) => column === "event_time") ?? null,
      };
    }),
  );
  const columns = {
    ...{ label: "label", prediction: null, score: "score", features: featureNames },
    ...{ time: "event_time", id: null, groups: ["region", "channel"] },
  };
  return casefile.createInvestigation({
    ...{ id: "inv_01KC4ZB0000000000000000000", title: "One distribution, twice", datasets },
    models: [
      {
        ...{ id: "model", name: "", version: "", artifact: null, task: "binary", positive_class: "1", threshold: 0.3 },
        columns,
      },
    ],
    cells: Object.entries(cells).map(([kind, params]) => ({ id: kind, kind, kind_version: 1, title: kind, params })),
  });
}
