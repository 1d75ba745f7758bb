import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { describeMachine, measureCommand, runCommand } from "./measure.mjs";
import { columns, writeServed } from "./synthetic-data.mjs";

const { values: options } = parseArgs({
  options: { rows: { type: "string", default: "100000,2000000" }, workers: { type: "string", default: "2" } },
});
const list = (text) => text.split(",").map(Number);

/** Seconds and peak memory of one skew cell over 27 columns of 2 x `rows` rows, joined on a text id; five columns differ. */
async function benchSkew(folder, rows) {
  await writeServed(folder, rows);
  const file = path.join(folder, "skew.casefile");
  const [training, serving] = ["training", "serving"].map((side) => path.join(folder, `${side}.parquet`));
  await runCommand([
    ...["new", file, "--reference", training, "--production", serving, "--cells", "skew"],
    ...["--features", columns.map(({ name }) => name).join(","), "--time", "event_time", "--id", "id"],
  ]);
  for (const workers of list(options.workers)) {
    const { seconds, cpuSeconds, peakMegabytes } = await measureCommand([
      "run",
      file,
      "--all",
      "--workers",
      `${workers}`,
    ]);
    const figures = [
      `${seconds.toFixed(1)} s`,
      `${cpuSeconds.toFixed(1)} processor s`,
      `${peakMegabytes.toFixed(0)} MB`,
    ];
    console.log(`2 x ${rows.toLocaleString("en-US")} rows, ${workers} workers: ${figures.join(", ")}`);
  }
}

console.log(describeMachine());
for (const rows of list(options.rows)) {
  const folder = await mkdtemp(path.join(tmpdir(), "casefile-bench-"));
  try {
    await benchSkew(folder, rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}
