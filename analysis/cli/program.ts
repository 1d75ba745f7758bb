import { Command, CommanderError } from "commander";
import { addExport } from "./commands/export.ts";
import { addNew } from "./commands/new.ts";
import { addRelink } from "./commands/relink.ts";
import { addRepin } from "./commands/repin.ts";
import { addReport } from "./commands/report.ts";
import { addRun } from "./commands/run.ts";
import { addVerify } from "./commands/verify.ts";
import { reportFailure } from "./print-error.ts";
import type { Shell } from "./shell.ts";

const usageError = 2;

/** Runs one command line and gives its exit code (docs/cli.md has the table). It never throws. */
export async function runCommandLine(words: readonly string[], shell: Shell): Promise<number> {
  let code = 0;
  const program = buildProgram(shell, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : usageError;
    return reportFailure(shell.terminal, thrown, program.opts<{ debug?: boolean }>().debug === true);
  }
}

function buildProgram(shell: Shell, finish: (code: number) => void): Command {
  const program = new Command("casefile")
    .description("Investigate machine-learning incidents: exact, reproducible, offline.")
    .version(shell.appVersion)
    .option("--debug", "show the technical detail of errors")
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => {
        shell.terminal.out(text.replace(/\n$/, ""));
      },
      writeErr: (text) => {
        shell.terminal.note(text.replace(/\n$/, ""));
      },
    });
  for (const add of [addNew, addRun, addVerify, addReport, addExport, addRelink, addRepin])
    add(program, shell, finish)
      .copyInheritedSettings(program)
      .showHelpAfterError("(casefile --help lists what can be asked)");
  return program;
}
