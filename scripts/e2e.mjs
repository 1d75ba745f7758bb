import { ensureDependencies } from "./dependencies.mjs";
import { runPlaywright } from "./playwright.mjs";

// `npm run e2e -- name-of-spec` while working on the end-to-end tests; `npm test` runs them all.
await ensureDependencies();
const { buildStale } = await import("./build.mjs");
await buildStale();
process.exitCode = await runPlaywright(process.argv.slice(2));
