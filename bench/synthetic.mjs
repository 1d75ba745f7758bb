import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { compare, describeMachine, runCommand } from "./measure.mjs";
import { measureNative } from "./native.mjs";
import { columns, writeSynthetic } from "./synthetic-data.mjs";

const { values: options } = parseArgs({
  options: { rows: { type: "string", default: "100000,1000000" }, workers: { type: "string", default: "1,2" } },
});
const list = (text) => text.split(",").map(Number);

/** Seconds and peak memory of one drift cell with every metric over 27 columns of 2 x `rows` made-up rows. */
async function benchSynthetic(folder, rows) {
  await writeSynthetic(folder, rows);
  const file = path.join(folder, "synthetic.casefile");
  const [reference, production] = ["reference", "production"].map((side) => path.join(folder, `${side}.parquet`));
  const features = columns.map(({ name }) => name).join(",");
  await runCommand([
    ...["new", file, "--reference", reference, "--production", production, "--cells", "drift"],
    ...["--features", features, "--time", "event_time", "--id", "id"],
  ]);
  const quote = (name) => `FROM read_parquet('${name.replaceAll("'", "''")}')`;
  const native = await measureNative({ reference: quote(reference), production: quote(production) }, columns, 2);
  await compare(`2 x ${rows.toLocaleString("en-US")} rows, 29 columns`, native, list(options.workers), [file]);
}

console.log(describeMachine());
for (const rows of list(options.rows)) {
  const folder = await mkdtemp(path.join(tmpdir(), "casefile-bench-"));
  try {
    await benchSynthetic(folder, rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}
