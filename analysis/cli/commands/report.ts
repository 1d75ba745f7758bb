import type { Command } from "commander";
import type { VerifyReport } from "../../document/verify-report.ts";
import { renderReport } from "../../report/html.ts";
import { saveAtomically } from "../../files/save-atomically.ts";
import { readCells } from "../../report/read-cells.ts";
import { bytesText } from "../../report/words.ts";
import { openInvestigationFile, outputFolder, type InvestigationFile } from "../investigation-file.ts";
import { withDataOptions } from "../options.ts";
import { protectInputs } from "../protect-inputs.ts";
import type { Shell } from "../shell.ts";
import { verifyLines } from "../verify-lines.ts";
import { verifyFile, type VerifyOptions } from "./verify.ts";

interface ReportOptions extends VerifyOptions {
  readonly output: string;
  readonly verify?: boolean;
}

/** Adds `report`: the stored results as one HTML file. It says "verified" only when this process has verified. */
export const addReport = (program: Command, shell: Shell, finish: (code: number) => void): Command =>
  withDataOptions(program.command("report"))
    .description("write the stored results as one HTML file that needs nothing else")
    .argument("<file>", "the investigation file")
    .requiredOption("-o, --output <html>", "the report's file")
    .option("--verify", "verify first; without it the report says that it is not verified")
    .action(async (path: string, options: ReportOptions) => {
      finish(await report(shell, path, options));
    });

async function report(shell: Shell, path: string, options: ReportOptions): Promise<number> {
  const file = await openInvestigationFile(path);
  await outputFolder(options.output);
  await protectInputs(options.output, file);
  const verification = options.verify === true ? await verifyFirst(shell, file, options) : null;
  const verified = verification?.status === "verified";
  const html = renderReport({
    ...{ investigation: file.investigation, fileName: file.name, appVersion: shell.appVersion },
    createdAt: new Date().toISOString(),
    verification: verified ? "verified" : "not_verified",
  });
  tellStale(shell, file);
  const { bytes } = await saveAtomically(options.output, html);
  shell.terminal.out(`Wrote ${options.output} (${bytesText(bytes)}${verified ? "" : ", not verified"}).`);
  return verification?.exitCode ?? 0;
}

async function verifyFirst(shell: Shell, file: InvestigationFile, options: ReportOptions): Promise<VerifyReport> {
  const verification = await verifyFile(shell, file, options);
  for (const line of verifyLines(verification)) shell.terminal.out(line);
  return verification;
}

function tellStale({ terminal }: Shell, { investigation }: InvestigationFile): void {
  for (const { title, state, problem } of readCells(investigation))
    if (state === "stale")
      terminal.note(`"${title}" is not up to date (${problem ?? "something changed"}): the report says so.`);
}
