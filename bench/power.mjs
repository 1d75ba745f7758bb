import { createWriteStream } from "node:fs";
import { parseArgs } from "node:util";
import { describeMachine } from "./measure.mjs";
import { pairRunner } from "./null-runner.mjs";

/** The smallest planted change of one of 20 features that a drift or quality cell names in 80 % of runs. */
const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "500,5000,100000" },
    runs: { type: "string", default: "50" },
    raw: { type: "string" },
  },
});
const raw = options.raw === undefined ? null : createWriteStream(options.raw);
const wanted = 0.8;
const nothing = { mean: 0, share: 0, nulls: 0 };

/** Each with the column that it moves, the sizes to choose from, and whether the cells name that column. */
const plants = [
  { name: "mean of a normal feature, in standard deviations", key: "mean", column: "n0", least: 0.02, most: 2 },
  { name: "share of rows that change one of 10 categories", key: "share", column: "c2", least: 0.005, most: 0.2 },
  { name: "share of nulls in a feature with 5 %", key: "nulls", column: "m0", least: 0.002, most: 0.3 },
];
const names = ({ face }, column) => face.findings.some((finding) => finding.subject === column);

async function foundShare(runner, { plant, size, rows, runs }) {
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const cells =
      plant.key === "nulls"
        ? { drift: { conventions: ["casefile"] }, quality: {} }
        : { drift: { conventions: ["casefile"] } };
    const planted = { ...nothing, [plant.key]: size };
    const results = await runner.run({ seed: 100_000 + run, rows, planted, cells });
    const here = Object.values(results).some((result) => names(result, plant.column));
    found += here ? 1 : 0;
    // Once the answer is certain the remaining runs cannot change it.
    const left = runs - run - 1;
    if (found >= wanted * runs || found + left < wanted * runs) break;
  }
  raw?.write(`${JSON.stringify({ rows, plant: plant.key, size, found, runs })}\n`);
  return found / runs;
}

/** Halves the ratio between a size that is missed and one that is found until they are within a tenth. */
async function smallest(runner, plant, { rows, runs }) {
  let [low, high] = [plant.least, plant.most];
  if ((await foundShare(runner, { plant, size: high, rows, runs })) < wanted) return null;
  while (high / low > 1.1) {
    const middle = Math.sqrt(low * high);
    if ((await foundShare(runner, { plant, size: middle, rows, runs })) >= wanted) high = middle;
    else low = middle;
  }
  return high;
}

console.log(describeMachine());
const runner = await pairRunner();
try {
  for (const rows of options.rows.split(",").map(Number))
    for (const plant of plants) {
      const size = await smallest(runner, plant, { rows, runs: Number(options.runs) });
      console.log(
        `${rows.toLocaleString("en-US")} rows, ${plant.name}: ${size === null ? "not found" : size.toPrecision(2)}`,
      );
    }
} finally {
  await runner.close();
  raw?.end();
}
