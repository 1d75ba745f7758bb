import { basename } from "node:path";
import { Option, type Command } from "commander";
import { fail } from "../../base/errors.ts";
import { createInvestigation } from "../../document/edits.ts";
import { guessRoles } from "../../document/guess-roles.ts";
import { appendHistory } from "../../document/history.ts";
import { newInvestigationId } from "../../document/investigation-id.ts";
import { tasks, type Cell, type Dataset, type Investigation } from "../../document/schema.ts";
import { writeInvestigation } from "../../document/write.ts";
import type { Engine, PinnedData } from "../../engine/engine-api.ts";
import { nodeFileSystem } from "../../files/file-system.ts";
import { saveAtomically } from "../../files/save-atomically.ts";
import { plural } from "../../report/words.ts";
import { chosenCells } from "../chosen-cells.ts";
import { checkColumns, chosenRoles, labelNotes, modelOf, type RoleOptions } from "../chosen-model.ts";
import { outputFolder } from "../investigation-file.ts";
import { collect, finiteNumber, list, withEngineOptions } from "../options.ts";
import { otherDatasets } from "../other-datasets.ts";
import { pinArtifact } from "../pin-artifact.ts";
import { datasetPin, pinFiles, realPaths } from "../pin-dataset.ts";
import { stampNow, withEngine, type EngineChoice, type Shell } from "../shell.ts";
import { timeWindow, windowOn, type TimeWindow } from "../time-window.ts";

interface NewOptions extends RoleOptions, EngineChoice {
  readonly reference: readonly string[];
  readonly production: readonly string[];
  readonly other: readonly string[];
  readonly referenceWindow?: string;
  readonly productionWindow?: string;
  readonly cells: readonly string[];
  readonly conventions?: readonly string[];
  readonly title?: string;
  readonly question?: string;
  readonly force?: boolean;
}

/** Adds `new`: pins data, guesses the roles it is not told, and writes an investigation that has not run yet. */
export const addNew = (program: Command, shell: Shell, finish: (code: number) => void): Command =>
  withRoleOptions(withEngineOptions(program.command("new")))
    .description("pin data and write a new investigation")
    .argument("<out>", "the investigation file to write")
    .requiredOption("--reference <parquet...>", "what the model is compared with: one or more Parquet files")
    .requiredOption("--production <parquet...>", "what it met in production; may be the same file, with windows")
    .addOption(
      new Option("--other <id=file>", "a further dataset, such as the features as training computed them; repeatable")
        .argParser(collect)
        .default([]),
    )
    .option(
      "--reference-window <from..to>",
      "only rows with from <= time < to; dates or instants, either end may be empty",
    )
    .option("--production-window <from..to>", "the same for production")
    .addOption(
      new Option("--cells <kinds>", "cells to add")
        .argParser((text) => list(text))
        .default(["quality", "drift"], "quality,drift"),
    )
    .addOption(
      new Option("--conventions <names>", "whose drift numbers to compute beside Casefile's own").argParser(list),
    )
    .option("--title <text>", "the investigation's title (default: from the file's name)")
    .option("--question <text>", "what you want to know")
    .option("--force", "replace the file if it is there")
    .action(async (out: string, options: NewOptions) => {
      finish(await create(shell, out, options));
    });

const withRoleOptions = (command: Command): Command =>
  command
    .addOption(new Option("--task <task>", "what the model does").choices(tasks))
    .option("--label <column>", "the truth")
    .option("--prediction <column>", "the model's decision")
    .option("--score <column>", "the model's number")
    .option("--time <column>", "when a row happened")
    .option("--id <column>", "what names a row")
    .addOption(new Option("--groups <columns>", "columns of groups to compare").argParser(list))
    .addOption(new Option("--features <columns>", "the model's inputs").argParser(list))
    .addOption(new Option("--threshold <number>", "scores from here on are positive").argParser(finiteNumber))
    .option("--positive <value>", "the label's positive class")
    .option("--model-name <name>", "the model's name")
    .option("--model-version <version>", "the model's version")
    .option("--model-artifact <file>", "the model's file, pinned by its bytes");

async function create(shell: Shell, out: string, options: NewOptions): Promise<number> {
  const folder = await outputFolder(out);
  await refuseExisting(out, options.force === true);
  const [reference, production] = await Promise.all([realPaths(options.reference), realPaths(options.production)]);
  const others = await Promise.all(
    otherDatasets(options.other).map(async ({ id, files }) => ({ id, files: await realPaths(files) })),
  );
  await refuseInputs(out, [
    ...[...reference, ...production, ...others.flatMap(({ files }) => files)],
    ...(options.modelArtifact === undefined ? [] : await realPaths([options.modelArtifact])),
  ]);
  const cells = chosenCells(options.cells, options.conventions);
  const windows = { reference: windowOf("reference", options), production: windowOf("production", options) };
  const sides = await withEngine(options, (engine) => pinSides(shell, engine, { reference, production, others }));
  checkColumns(options, [sides.reference, sides.production]);
  const investigation = await compose(shell, { out, folder, options, cells, sides, windows });
  await saveAtomically(out, writeInvestigation(investigation), options.force === true ? {} : { expectedSha256: null });
  describe(shell, out, investigation);
  return 0;
}

async function refuseExisting(out: string, force: boolean): Promise<void> {
  if (force || (await nodeFileSystem.inspect(out).catch(() => null)) === null) return;
  fail({
    code: "output/conflict",
    message: `${out} exists already.`,
    meaning: "Nothing was written, so that no work is lost.",
    fix: "Choose another name, or replace it with --force.",
  });
}

async function refuseInputs(out: string, inputs: readonly string[]): Promise<void> {
  const target = await nodeFileSystem.realPath(out).catch(() => null);
  if (target !== null && inputs.includes(target))
    fail({
      code: "usage/invalid",
      message: `${out} is one of the inputs.`,
      fix: "Name the investigation file first: casefile new OUT.casefile --reference …",
    });
}

interface Sides {
  readonly reference: PinnedData;
  readonly production: PinnedData;
  readonly others: readonly { readonly id: string; readonly data: PinnedData }[];
}
type Side = "reference" | "production";

interface InputPaths extends Readonly<Record<Side, readonly string[]>> {
  readonly others: readonly { readonly id: string; readonly files: readonly string[] }[];
}

/** A file that serves as both sides is read once. */
async function pinSides(shell: Shell, engine: Engine, paths: InputPaths): Promise<Sides> {
  const reference = await pinFiles(shell, engine, paths.reference);
  const same = paths.reference.join("\n") === paths.production.join("\n");
  const production = same ? reference : await pinFiles(shell, engine, paths.production);
  const others: { id: string; data: PinnedData }[] = [];
  for (const { id, files } of paths.others) others.push({ id, data: await pinFiles(shell, engine, files) });
  return { reference, production, others };
}

interface Composition {
  readonly out: string;
  readonly folder: string;
  readonly options: NewOptions;
  readonly cells: readonly Cell[];
  readonly sides: Sides;
  readonly windows: Readonly<Record<Side, TimeWindow | null>>;
}

function windowOf(side: Side, options: NewOptions): TimeWindow | null {
  const text = side === "reference" ? options.referenceWindow : options.productionWindow;
  return text === undefined ? null : timeWindow(`--${side}-window`, text);
}

async function compose(
  shell: Shell,
  { out, folder, options, cells, sides, windows }: Composition,
): Promise<Investigation> {
  const guesses = guessRoles(sides.reference, sides.production);
  const { roles, said } = chosenRoles(options, guesses);
  const { reference, production } = sides;
  for (const line of [...said, ...labelNotes(roles.label, { reference, production })]) shell.terminal.note(line);
  const artifact = options.modelArtifact === undefined ? null : await pinArtifact(shell, options.modelArtifact, folder);
  const dataset = (side: Side): Dataset => {
    const { files, rows, schema, time_range } = datasetPin(sides[side], folder, roles.time);
    return { id: side, role: side, files, rows, schema, window: windowOn(windows[side], roles.time), time_range };
  };
  const investigation = createInvestigation({
    id: newInvestigationId(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    title: options.title ?? basename(out).replace(/\.casefile$/, ""),
    question: options.question ?? "",
    datasets: [
      ...[dataset("reference"), dataset("production")],
      ...sides.others.map(({ id, data }): Dataset => {
        const { files, rows, schema, time_range } = datasetPin(data, folder, roles.time);
        return { id, role: "other", files, rows, schema, window: null, time_range };
      }),
    ],
    models: modelOf(roles, options, artifact),
    cells,
  });
  return appendHistory(investigation, { ...stampNow(), action: "create", summary: "Created on the command line" });
}

function describe({ terminal }: Shell, out: string, { datasets, cells }: Investigation): void {
  for (const { id, rows, files, schema } of datasets)
    terminal.out(
      `Pinned ${id}: ${plural(rows, "row")}, ${plural(schema.length, "column")}, sha256 ${files.map(({ sha256 }) => sha256.slice(0, 8)).join(" ")}`,
    );
  terminal.out(`Wrote ${out} with ${plural(cells.length, "cell")}: ${cells.map(({ id }) => id).join(", ")}.`);
  terminal.out(`Run it: casefile run ${out}`);
  if (datasets.some(({ files }) => files.some(({ path }) => path.startsWith("../"))))
    terminal.note(
      "Some data is outside the investigation's folder: name its folder with --allow when you run or verify.",
    );
}
