import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { compare, describeMachine, root, runCommand } from "./measure.mjs";
import { measureNative } from "./native.mjs";

const parquet = path.join(root, "node_modules/vega-datasets/data/flights-3m.parquet");
const windows = { reference: ["2001-01-01", "2001-04-01"], production: ["2001-05-01", "2001-07-01"] };
const columns = [
  { name: "delay", type: "number" },
  { name: "distance", type: "number" },
  { name: "origin", type: "category" },
  { name: "destination", type: "category" },
];

/** Seconds and peak memory of quality and drift on 3,000,000 real flights, beside native DuckDB in the same run. */
async function benchFlights(folder) {
  const file = path.join(folder, "flights.casefile");
  const flags = Object.entries(windows).flatMap(([side, [from, to]]) => [
    ...[`--${side}`, parquet, `--${side}-window`, `${from}..${to}`],
  ]);
  await runCommand(["new", file, ...flags, "--time", "date", "--cells", "quality,drift"]);
  const sides = Object.fromEntries(
    Object.entries(windows).map(([side, [from, to]]) => [
      side,
      `FROM read_parquet('${parquet.replaceAll("'", "''")}') WHERE date >= TIMESTAMP '${from}' AND date < TIMESTAMP '${to}'`,
    ]),
  );
  const native = await measureNative(sides, columns, 2);
  console.log(describeMachine());
  const allowed = [file, "--allow", path.dirname(parquet)];
  await compare("flights: 1,477,911 + 1,021,053 rows, 5 columns", native, [1, 2], allowed);
}

const folder = await mkdtemp(path.join(tmpdir(), "casefile-bench-"));
try {
  await benchFlights(folder);
} finally {
  await rm(folder, { recursive: true });
}
