import type { Command } from "commander";
import { recordOf } from "../../base/errors.ts";
import { verifyReport, type VerifyReport } from "../../document/verify-report.ts";
import { problemOf } from "../../run/verify-inputs.ts";
import { verifyInvestigation } from "../../run/verify-investigation.ts";
import { openInvestigationFile, type InvestigationFile } from "../investigation-file.ts";
import { locateInputs } from "../locate-inputs.ts";
import { withDataOptions, type DataChoice } from "../options.ts";
import { showProgress } from "../progress.ts";
import { withEngine, type Shell } from "../shell.ts";
import { verifyLines } from "../verify-lines.ts";

export interface VerifyOptions extends DataChoice {
  readonly exact?: boolean;
}

/** Adds `verify`: computes everything again and compares; it writes nothing. */
export const addVerify = (program: Command, shell: Shell, finish: (code: number) => void): Command =>
  withDataOptions(program.command("verify"))
    .description("check every pinned file, run all cells again and compare; writes nothing")
    .argument("<file>", "the investigation file")
    .option("--json", "print the full list of findings as JSON")
    .option("--exact", "take differences in the last digits for differences")
    .action(async (path: string, options: VerifyOptions & { readonly json?: boolean }) => {
      const report = await verifyPath(shell, path, options);
      if (options.json === true) shell.terminal.out(JSON.stringify(report, null, 2));
      else for (const line of verifyLines(report)) shell.terminal.out(line);
      finish(report.exitCode);
    });

/** Whatever stops a verification is part of its report: every input ends in a status. */
async function verifyPath(shell: Shell, path: string, options: VerifyOptions): Promise<VerifyReport> {
  try {
    return await verifyFile(shell, await openInvestigationFile(path), options);
  } catch (thrown) {
    return verifyReport({ problems: [problemOf(recordOf(thrown))], checkedCells: 0 });
  }
}

export async function verifyFile(shell: Shell, file: InvestigationFile, options: VerifyOptions): Promise<VerifyReport> {
  const locate = await locateInputs(file, options.allow);
  return withEngine(options, (engine) =>
    verifyInvestigation({
      ...{ investigation: file.investigation, engine, appVersion: shell.appVersion, locate, signal: shell.signal },
      exact: options.exact === true,
      onProgress: showProgress(shell.terminal),
    }),
  );
}
