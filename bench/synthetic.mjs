import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { cells } from "./cells.mjs";
import { compare, describeMachine, runCommand } from "./measure.mjs";
import { measureNative } from "./native.mjs";
import { columns, writeSynthetic } from "./synthetic-data.mjs";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "100000,1000000" },
    workers: { type: "string", default: "1,2" },
    kinds: { type: "string", default: cells.map(({ kind }) => kind).join(",") },
  },
});
const list = (text) => text.split(",").map(Number);
const kinds = options.kinds.split(",");

/** Seconds and peak memory of one cell of each kind over 27 columns, a score and a label of 2 x `rows` made-up rows. */
async function benchSynthetic(folder, rows) {
  await writeSynthetic(folder, rows);
  const [reference, production] = ["reference", "production"].map((side) => path.join(folder, `${side}.parquet`));
  for (const cell of cells.filter(({ kind }) => kinds.includes(kind))) {
    const file = path.join(folder, `${cell.kind}.casefile`);
    await runCommand([
      ...["new", file, "--reference", reference, "--production", production, "--cells", cell.kind],
      ...["--features", columns.map(({ name }) => name).join(","), "--time", "event_time", "--id", "id"],
      ...["--task", "binary", "--score", "score", "--label", "label", "--positive", "1", "--threshold", "0.5"],
      ...["--groups", "c0,c1,c2"],
    ]);
    await writeSettings(file, cell.params);
    const quote = (name) => `FROM read_parquet('${name.replaceAll("'", "''")}')`;
    const native = cell.native
      ? await measureNative({ reference: quote(reference), production: quote(production) }, columns, 2)
      : null;
    const title = `${cell.kind}, 2 x ${rows.toLocaleString("en-US")} rows, 31 columns`;
    await compare(title, native, list(options.workers), [file]);
  }
}

/** The one cell's settings, which `casefile new` has no option for. */
async function writeSettings(file, params) {
  const investigation = JSON.parse(await readFile(file, "utf8"));
  investigation.cells[0].params = params;
  await writeFile(file, JSON.stringify(investigation));
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
