import { resolve } from "node:path";
import type { Command } from "commander";
import { exitCodeOf } from "../../base/errors.ts";
import { appendHistory } from "../../document/history.ts";
import type { Investigation } from "../../document/schema.ts";
import { writeInvestigation } from "../../document/write.ts";
import { saveAtomically } from "../../files/save-atomically.ts";
import { runInvestigation, type InvestigationOutcome } from "../../run/run-investigation.ts";
import { cellLines, findingLines, type CellOutcomes } from "../cell-lines.ts";
import {
  openInvestigationFile,
  outputFolder,
  saveInvestigationFile,
  type InvestigationFile,
} from "../investigation-file.ts";
import { locateInputs, pathsOfDatasets } from "../locate-inputs.ts";
import { movedTo } from "../moved-to.ts";
import { withDataOptions, type DataChoice } from "../options.ts";
import { printError } from "../print-error.ts";
import { showProgress } from "../progress.ts";
import { protectInputs } from "../protect-inputs.ts";
import { RunTimings } from "../run-timings.ts";
import { stampNow, withEngine, type Shell } from "../shell.ts";

interface RunOptions extends DataChoice {
  readonly output?: string;
  readonly all?: boolean;
  readonly timings?: boolean;
}

/** Adds `run`: computes what is not up to date and stores it. */
export const addRun = (program: Command, shell: Shell, finish: (code: number) => void): Command =>
  withDataOptions(program.command("run"))
    .description("run the cells that are not up to date, and store their results in the file")
    .argument("<file>", "the investigation file")
    .option("-o, --output <other>", "write to another file and leave this one as it is")
    .option("--all", "run all cells, also those that are up to date")
    .option(
      "--timings",
      "print the seconds until the data was open, and those of each cell, as JSON on the error output",
    )
    .action(async (path: string, options: RunOptions) => {
      finish(await run(shell, path, options));
    });

async function run(shell: Shell, path: string, options: RunOptions): Promise<number> {
  const file = await openInvestigationFile(path);
  const { output } = options;
  if (output !== undefined) {
    await outputFolder(output);
    await protectInputs(output, file, true);
  }
  const { investigation, outcomes } = await runFile(shell, file, options);
  const done = recorded(investigation, outcomes);
  if (output !== undefined && resolve(output) !== resolve(path))
    await saveAtomically(output, writeInvestigation(movedTo(done, file.folder, await outputFolder(output))));
  else if (done !== file.investigation) await saveInvestigationFile(file, done);
  const lines = cellLines(done, outcomes);
  for (const line of lines.length === 0 ? ["There is no cell to run."] : lines) shell.terminal.out(line);
  const findings = findingLines(done);
  if (findings.length > 0) shell.terminal.out(["", "Findings", ...findings].join("\n"));
  return failures(shell, outcomes);
}

async function runFile(shell: Shell, file: InvestigationFile, options: RunOptions): Promise<InvestigationOutcome> {
  const pathsOf = await pathsOfDatasets(file, await locateInputs(file, options.allow));
  const [timings, show] = [new RunTimings(), showProgress(shell.terminal)];
  const outcome = await withEngine(options, (engine) =>
    runInvestigation({
      ...{ investigation: file.investigation, engine, pathsOf, appVersion: shell.appVersion, signal: shell.signal },
      which: options.all === true ? "all" : "stale",
      onProgress: (progress) => {
        timings.hear(progress);
        show(progress);
      },
      onCell: (cell) => timings.ended(cell),
    }),
  );
  if (options.timings === true) shell.terminal.note(timings.text());
  return outcome;
}

function recorded(investigation: Investigation, outcomes: CellOutcomes): Investigation {
  const ran = [...outcomes.values()].filter(({ ok }) => ok).length;
  if (ran === 0) return investigation;
  return appendHistory(investigation, {
    ...stampNow(),
    action: "run",
    summary: `Ran ${String(ran)} ${ran === 1 ? "cell" : "cells"}`,
  });
}

/** Says what went wrong in each cell that failed; the exit code is that of the gravest. */
function failures({ terminal }: Shell, outcomes: CellOutcomes): number {
  let code = 0;
  for (const outcome of outcomes.values()) {
    if (outcome.ok) continue;
    printError(terminal, outcome.error, false);
    code = Math.max(code, exitCodeOf[outcome.error.code]);
  }
  return code;
}
