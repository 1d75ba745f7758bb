import { writeFileSync } from "node:fs";
import { resourceUsage } from "node:process";

/** Loaded before the command line: writes the process's peak resident set, in KiB, when it ends. */
const file = process.env.CASEFILE_BENCH_PEAK;
if (file !== undefined) process.on("exit", () => writeFileSync(file, String(resourceUsage().maxRSS)));
