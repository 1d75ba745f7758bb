import { Option, type Command } from "commander";
import { saveAtomically } from "../../files/save-atomically.ts";
import { csvOf } from "../../report/csv.ts";
import { jsonOf } from "../../report/json.ts";
import { readCells } from "../../report/read-cells.ts";
import { exportRows } from "../../report/rows.ts";
import { plural } from "../../report/words.ts";
import { openInvestigationFile, outputFolder } from "../investigation-file.ts";
import { protectInputs } from "../protect-inputs.ts";
import type { Shell } from "../shell.ts";

interface ExportOptions {
  readonly format: "json" | "csv";
  readonly output: string;
  readonly includeStale?: boolean;
  readonly rawCsv?: boolean;
}

/** Adds `export`: every stored number as one row. */
export const addExport = (program: Command, shell: Shell, finish: (code: number) => void): Command =>
  program
    .command("export")
    .description("write every stored number as one row")
    .argument("<file>", "the investigation file")
    .addOption(new Option("--format <format>", "the encoding").choices(["json", "csv"]).makeOptionMandatory())
    .requiredOption("-o, --output <file>", "the file to write")
    .option("--include-stale", "also numbers of cells that are not up to date")
    .option("--raw-csv", "leave text that a spreadsheet would run as a formula as it is")
    .action(async (path: string, options: ExportOptions) => {
      finish(await exportNumbers(shell, path, options));
    });

async function exportNumbers({ terminal }: Shell, path: string, options: ExportOptions): Promise<number> {
  const file = await openInvestigationFile(path);
  const { investigation } = file;
  await outputFolder(options.output);
  await protectInputs(options.output, file);
  const includeStale = options.includeStale === true;
  const raw = options.rawCsv === true;
  if (raw) terminal.note("Warning: with --raw-csv a spreadsheet may run text of the data as a formula.");
  for (const { title, state } of readCells(investigation))
    if (state === "stale")
      terminal.note(`"${title}" is not up to date: its numbers are ${includeStale ? "included" : "left out"}.`);
  const rows = exportRows(investigation, { includeStale });
  await saveAtomically(options.output, options.format === "csv" ? csvOf(rows, { raw }) : jsonOf(rows));
  terminal.out(`Wrote ${options.output} (${plural(rows.length, "row")}).`);
  return 0;
}
