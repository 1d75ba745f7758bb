import { exitCodeOf, recordOf, type ErrorRecord } from "../base/errors.ts";
import type { Terminal } from "./terminal.ts";

/** What happened, what it means and what to do, one line each; the technical detail only with `--debug`. */
export function printError(terminal: Terminal, record: ErrorRecord, debug: boolean): void {
  const { message, meaning, fix, detail, code } = record;
  const lines = [`✗ ${message}`, meaning && `  ${meaning}`, fix && `  → ${fix}`];
  if (debug) lines.push(`  [${code}]`, ...(detail?.split("\n").map((line) => `  ${line}`) ?? []));
  terminal.note(lines.filter((line) => line !== undefined && line !== "").join("\n"));
}

/** Prints anything that was thrown and gives the exit code for it. */
export function reportFailure(terminal: Terminal, thrown: unknown, debug: boolean): number {
  const record = recordOf(thrown);
  const unforeseen = record.code === "bug/invariant" && !debug;
  printError(terminal, unforeseen ? { ...record, fix: "Please report it with what --debug prints." } : record, debug);
  return exitCodeOf[record.code];
}
