import { realpath } from "node:fs/promises";
import type { Command } from "commander";
import { fail } from "../../base/errors.ts";
import { pinnedPlaces, type PinnedPlace } from "../../document/pinned-files.ts";
import { relink, type Move } from "../../document/relink.ts";
import { findMoved } from "../../files/find-moved.ts";
import { hashFile } from "../../files/hash-file.ts";
import { inputError } from "../../files/input-error.ts";
import { relativePathFrom } from "../../files/resolve-data-path.ts";
import { openInvestigationFile, saveInvestigationFile, type InvestigationFile } from "../investigation-file.ts";
import { locateInputs } from "../locate-inputs.ts";
import { collect } from "../options.ts";
import { stampNow, type Shell } from "../shell.ts";

interface RelinkOptions {
  readonly from?: string;
  readonly to?: string;
  readonly search: readonly string[];
}

/** Adds `relink`: the same bytes at a new place. No result becomes stale. */
export const addRelink = (program: Command, shell: Shell, finish: (code: number) => void): Command =>
  program
    .command("relink")
    .description("take the same bytes from a new place; without --from and --to, look for every file that is missing")
    .argument("<file>", "the investigation file")
    .option("--from <path>", "the path as the investigation has it")
    .option("--to <path>", "where the file is now")
    .option("--search <folder>", "a folder to look in besides the investigation's own; repeatable", collect, [])
    .action(async (path: string, options: RelinkOptions) => {
      finish(await relinkFile(shell, path, options));
    });

async function relinkFile(shell: Shell, path: string, options: RelinkOptions): Promise<number> {
  const file = await openInvestigationFile(path);
  const moves = await movesFor(shell, file, options);
  const relinked = relink(file.investigation, moves, stampNow());
  if (relinked === file.investigation) {
    shell.terminal.out("Every file is where the investigation says. Nothing was changed.");
    return 0;
  }
  await saveInvestigationFile(file, relinked);
  shell.terminal.out(`Relinked: ${relinked.history.at(-1)?.summary ?? ""}.`);
  return 0;
}

async function movesFor(
  shell: Shell,
  file: InvestigationFile,
  { from, to, search }: RelinkOptions,
): Promise<readonly Move[]> {
  if (from === undefined && to === undefined) return searchedMoves(shell, file, search);
  const places = pinnedPlaces(file.investigation).filter(({ path }) => path === from);
  if (from === undefined || to === undefined || places.length === 0)
    return fail({
      code: "usage/invalid",
      message:
        from === undefined || to === undefined
          ? "--from and --to belong together."
          : `The investigation pins no file at "${from}".`,
      fix: `It pins ${pinnedPlaces(file.investigation)
        .map(({ path }) => `"${path}"`)
        .join(", ")}.`,
    });
  const target = await realpath(to).catch((error: unknown) => {
    throw inputError(error, to);
  });
  const { sha256 } = await hashFile(target, { signal: shell.signal });
  const stored = relativePathFrom(file.folder, target);
  return places.map(({ place }) => ({ place, path: stored, sha256 }));
}

async function searchedMoves(
  { signal, terminal }: Shell,
  file: InvestigationFile,
  search: readonly string[],
): Promise<readonly Move[]> {
  // Whether a path may be read does not matter here: only whether something is there.
  const locate = await locateInputs(file, ["/"]);
  const moves: Move[] = [];
  for (const pinned of pinnedPlaces(file.investigation)) {
    const located = await locate(pinned);
    if ("path" in located) continue;
    const found = located.movedTo ?? (await foundIn(search, pinned, signal));
    if (found === null) return fail(located.error);
    terminal.note(`Found "${pinned.path}" at ${found}.`);
    moves.push({ place: pinned.place, path: relativePathFrom(file.folder, found), sha256: pinned.sha256 });
  }
  return moves;
}

async function foundIn(folders: readonly string[], wanted: PinnedPlace, signal: AbortSignal): Promise<string | null> {
  for (const folder of folders) {
    const found = await findMoved(await realpath(folder).catch(() => folder), wanted, { signal });
    if (found !== null) return found;
  }
  return null;
}
