import type { Command } from "commander";
import { fail } from "../../base/errors.ts";
import { pinnedPlaces } from "../../document/pinned-files.ts";
import { repinDataset, repinModel } from "../../document/repin.ts";
import type { Investigation } from "../../document/schema.ts";
import { plural } from "../../report/words.ts";
import { staleCells } from "../../run/run-investigation.ts";
import { resolveDataPath } from "../../files/resolve-data-path.ts";
import { openInvestigationFile, saveInvestigationFile, type InvestigationFile } from "../investigation-file.ts";
import { withEngineOptions } from "../options.ts";
import { datasetPin, pinFiles, realPaths } from "../pin-dataset.ts";
import { pinArtifact } from "../pin-artifact.ts";
import { stampNow, withEngine, type EngineChoice, type Shell } from "../shell.ts";
import type { Engine } from "../../engine/engine-api.ts";

interface RepinOptions extends EngineChoice {
  readonly dataset?: string;
  readonly model?: string;
  readonly reason: string;
  readonly data?: readonly string[];
}

/** Adds `repin`: new bytes, on purpose and with a reason. */
export const addRepin = (program: Command, shell: Shell, finish: (code: number) => void): Command =>
  withEngineOptions(program.command("repin"))
    .description("take new bytes for a dataset or a model on purpose; what depends on them becomes stale")
    .argument("<file>", "the investigation file")
    .option("--dataset <id>", "the dataset")
    .option("--model <id>", "or the model whose artifact has changed")
    .requiredOption("--reason <text>", "why; it stays in the history")
    .option("--data <file...>", "the new files (default: the files at the same places)")
    .action(async (path: string, options: RepinOptions) => {
      finish(await repin(shell, path, options));
    });

async function repin(shell: Shell, path: string, options: RepinOptions): Promise<number> {
  if ((options.dataset === undefined) === (options.model === undefined))
    fail({ code: "usage/invalid", message: "Repinning takes either --dataset ID or --model ID." });
  const file = await openInvestigationFile(path);
  return withEngine(options, async (engine) => {
    const before = new Set(staleCells(file.investigation, engine.pin));
    const repinned = await withNewBytes({ shell, file, engine, options });
    await saveInvestigationFile(file, repinned);
    const stale = staleCells(repinned, engine.pin).filter((id) => !before.has(id));
    shell.terminal.out(`Repinned ${repinned.history.at(-1)?.summary ?? ""}.`);
    shell.terminal.out(
      `${plural(stale.length, "cell")} became stale${stale.length === 0 ? "" : `: ${stale.join(", ")}. Run them: casefile run ${path}`}.`,
    );
    return 0;
  });
}

interface Repinning {
  readonly shell: Shell;
  readonly file: InvestigationFile;
  readonly engine: Engine;
  readonly options: RepinOptions;
}

async function withNewBytes({ shell, file, engine, options }: Repinning): Promise<Investigation> {
  const { investigation, folder } = file;
  const id = options.dataset ?? options.model ?? "";
  const known = pinnedPlaces(investigation).filter(
    ({ place }) => id === ("dataset" in place ? place.dataset : place.model),
  );
  const paths =
    options.data ?? (await Promise.all(known.map(async ({ path }) => (await resolveDataPath(folder, path)).path)));
  const [first] = paths;
  if (first === undefined)
    return fail({
      code: "usage/invalid",
      message: `The investigation pins nothing as "${id}".`,
      fix: "Name the file with --data.",
    });
  const reason = { ...stampNow(), reason: options.reason };
  if (options.model !== undefined)
    return repinModel(investigation, options.model, await pinArtifact(shell, first, folder), reason);
  const pinned = await pinFiles(shell, engine, options.data === undefined ? paths : await realPaths(paths));
  const pin = datasetPin(pinned, folder, investigation.models[0]?.columns.time ?? null);
  return repinnedTogether(investigation, id, options.data !== undefined).reduce(
    (repinned, dataset) => repinDataset(repinned, dataset, pin, reason),
    investigation,
  );
}

/** A dataset and, when its files are taken anew from their places, every other one that stands on the same files. */
function repinnedTogether({ datasets }: Investigation, id: string, alone: boolean): readonly string[] {
  const filesOf = (wanted: string): string =>
    datasets
      .find((dataset) => dataset.id === wanted)
      ?.files.map(({ path }) => path)
      .join("\n") ?? "";
  return alone
    ? [id]
    : datasets
        .filter((dataset) => dataset.id === id || filesOf(dataset.id) === filesOf(id))
        .map((dataset) => dataset.id);
}
