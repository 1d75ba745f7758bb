import { setMaxListeners } from "node:events";
import { appVersion } from "./app-version.ts";
import { runCommandLine } from "./program.ts";
import { terminalOn } from "./terminal.ts";

const interrupted = 130;
const stop = new AbortController();
// Every column that is under way listens.
setMaxListeners(0, stop.signal);
// The first Ctrl-C stops the work in order, a second one at once.
process.once("SIGINT", () => {
  stop.abort();
  process.once("SIGINT", () => process.exit(interrupted));
});
// Whoever reads the output may have seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal: terminalOn(process.stdout, process.stderr),
  appVersion: appVersion(),
  signal: stop.signal,
});
