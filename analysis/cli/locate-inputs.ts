import { realpath } from "node:fs/promises";
import { fail, recordOf, type ErrorRecord } from "../base/errors.ts";
import { shellWord } from "../base/shell-word.ts";
import { pinnedPlaces, type PinnedPlace } from "../document/pinned-files.ts";
import { findMoved } from "../files/find-moved.ts";
import { isInside, resolveDataPath } from "../files/resolve-data-path.ts";
import type { PathsOf } from "../run/relations.ts";
import type { Locate } from "../run/verify-inputs.ts";
import type { InvestigationFile } from "./investigation-file.ts";

/**
 * Where the investigation's files are. Files outside its folder are opened only below a folder that the person has named
 * with `--allow`; a missing file is looked for by its bytes near the investigation.
 */
export async function locateInputs({ folder }: InvestigationFile, allowed: readonly string[]): Promise<Locate> {
  const roots = await Promise.all(allowed.map((path) => realpath(path).catch(() => path)));
  const allowOutside = (path: string): boolean => roots.some((root) => isInside(root, path));
  return async (pinned: PinnedPlace) => {
    try {
      return { path: (await resolveDataPath(folder, pinned.path, { allowOutside })).path };
    } catch (thrown) {
      const error = recordOf(thrown);
      if (error.code === "refused/path")
        return { error: { ...error, fix: `${error.fix ?? ""} ${allowAdvice}`.trim() }, movedTo: null };
      return { error, movedTo: error.code === "file/not-found" ? await findMoved(folder, pinned) : null };
    }
  };
}

const allowAdvice = "Or, if you trust this investigation, name the folder that it may read: --allow FOLDER.";

/** Absolute paths of each dataset's files in pin order. @throws for the first file that is not there or not allowed */
export async function pathsOfDatasets({ investigation }: InvestigationFile, locate: Locate): Promise<PathsOf> {
  const paths = new Map<string, string[]>();
  for (const pinned of pinnedPlaces(investigation)) {
    if (!("dataset" in pinned.place)) continue;
    const located = await locate(pinned);
    if ("error" in located) return fail(withMove(located.error, pinned, located.movedTo));
    paths.set(pinned.place.dataset, [...(paths.get(pinned.place.dataset) ?? []), located.path]);
  }
  return (datasetId) => paths.get(datasetId) ?? [];
}

const withMove = (error: ErrorRecord, { path }: PinnedPlace, movedTo: string | null): ErrorRecord =>
  movedTo === null
    ? error
    : {
        ...error,
        meaning: `The same bytes are at ${movedTo}.`,
        fix: `Take them from there: casefile relink FILE --from ${shellWord(path)} --to ${shellWord(movedTo)}`,
      };
