import { readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { useWorkspace } from "./workspace.ts";

const root = path.join(import.meta.dirname, "../..");
const usageFile = path.join(tmpdir(), `casefile-usage-${String(process.pid)}.json`);
const recorder = pathToFileURL(path.join(root, "bench/record-usage.mjs")).href;
const work = useWorkspace({ NODE_OPTIONS: `--import ${recorder}`, CASEFILE_BENCH_USAGE: usageFile });
afterAll(() => rm(usageFile, { force: true }));

it("runs quality and drift of 3,000,000 flights in under 20 seconds and 1 GB with 2 workers", async () => {
  await symlink(path.join(root, "node_modules/vega-datasets/data"), work.file("data"));
  const created = await work.casefile(
    ...["new", "flights.casefile", "--reference", "data/flights-3m.parquet", "--production", "data/flights-3m.parquet"],
    ...["--time", "date", "--reference-window", "2001-01-01..2001-04-01"],
    ...["--production-window", "2001-05-01..2001-07-01"],
  );
  expect(created).toMatchObject({ code: 0 });
  const allowed = ["--allow", path.join(root, "node_modules/vega-datasets/data")];
  const ran = await work.casefile("run", "flights.casefile", "--workers", "2", ...allowed);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const used = JSON.parse(await readFile(usageFile, "utf8")) as Record<"cpuSeconds" | "peakMegabytes", number>;
  // Processor time of all threads: other work on the machine does not count, and an idle one needs less time than this.
  expect(used.cpuSeconds).toBeLessThan(20);
  expect(used.peakMegabytes).toBeLessThan(1000);
});
