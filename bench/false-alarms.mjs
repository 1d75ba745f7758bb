import { createWriteStream } from "node:fs";
import { parseArgs } from "node:util";
import { columnRules, flaggedBy, slowRules } from "./alarm-rules.mjs";
import { describeMachine } from "./measure.mjs";
import { pairRunner } from "./null-runner.mjs";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "500,5000,100000" },
    pairs: { type: "string", default: "200" },
    /** Pairs are drawn with this seed and the ones after it. */
    "first-seed": { type: "string", default: "1" },
    cells: { type: "string", default: "drift,quality,performance,calibration" },
    /** Leave Evidently's own scores out; they are most of the time at many rows. */
    fast: { type: "boolean", default: false },
    /** Where to keep what each pair gave, one JSON object a line. */
    raw: { type: "string" },
  },
});
const settings = { drift: { conventions: options.fast ? ["casefile"] : ["casefile", "evidently-0.7"] } };
const kinds = options.cells.split(",");
const cells = Object.fromEntries(kinds.map((kind) => [kind, settings[kind] ?? {}]));
const raw = options.raw === undefined ? null : createWriteStream(options.raw);
const alarms = new Set(["warn", "fail"]);

/** How often cells of two samples from one distribution warn or fail, and what simpler rules say of the same samples. */
async function measure(runner, rows, pairs) {
  const levels = [];
  const flagged = [];
  for (let pair = 0; pair < pairs; pair++) {
    const found = await runner.run({ seed: pair + Number(options["first-seed"]), rows, cells });
    const level = Object.fromEntries(kinds.map((kind) => [kind, found[kind].face.verdict.level]));
    levels.push(level);
    if (found.drift) flagged.push(flaggedBy(found.drift.result));
    const reasons = Object.fromEntries(
      kinds.filter((kind) => alarms.has(level[kind])).map((kind) => [kind, found[kind].face.verdict.reasons]),
    );
    raw?.write(`${JSON.stringify({ rows, pair, level, reasons, flagged: flagged.at(-1) })}\n`);
  }
  return { levels, flagged };
}

const percent = (part, all) => `${((100 * part) / all).toFixed(1)} %`;

function report(rows, { levels, flagged }) {
  const n = levels.length;
  console.log(`\n${rows.toLocaleString("en-US")} rows a side, ${n} pairs`);
  for (const kind of kinds) {
    const count = (level) => levels.filter((one) => one[kind] === level).length;
    const [warn, fail] = [count("warn"), count("fail")];
    console.log(`  ${kind} cells that warn or fail: ${percent(warn + fail, n)} (${warn} warn, ${fail} fail)`);
  }
  for (const rule of Object.keys(columnRules)) {
    if (flagged.length === 0 || (options.fast && slowRules.includes(rule))) continue;
    const any = flagged.filter((one) => one[rule][0] > 0).length;
    const half = flagged.filter((one) => one[rule][0] >= one[rule][1] / 2).length;
    const columns = flagged.reduce((sum, one) => sum + one[rule][0], 0);
    const all = flagged.reduce((sum, one) => sum + one[rule][1], 0);
    console.log(
      `  ${rule}: any column ${percent(any, n)}, half of them ${percent(half, n)}, columns ${percent(columns, all)}`,
    );
  }
}

console.log(describeMachine());
const runner = await pairRunner();
try {
  for (const rows of options.rows.split(",").map(Number))
    report(rows, await measure(runner, rows, Number(options.pairs)));
} finally {
  await runner.close();
  raw?.end();
}
