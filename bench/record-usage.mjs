import { writeFileSync } from "node:fs";
import { resourceUsage } from "node:process";

/** Loaded before the command line: writes what the process used when it ends, as JSON. */
const file = process.env.CASEFILE_BENCH_USAGE;
if (file !== undefined)
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = resourceUsage();
    writeFileSync(
      file,
      JSON.stringify({ peakMegabytes: maxRSS / 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }),
    );
  });
