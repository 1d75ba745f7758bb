import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fail } from "../base/errors.ts";
import { pinnedPlaces } from "../document/pinned-files.ts";
import type { InvestigationFile } from "./investigation-file.ts";

const real = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

/**
 * Refuses an output path that is one of the investigation's inputs: data, a model, or the investigation itself unless
 * `mayBeItself`.
 */
export async function protectInputs(output: string, file: InvestigationFile, mayBeItself = false): Promise<void> {
  const inputs = pinnedPlaces(file.investigation).map(({ path }) => join(file.folder, path));
  const target = await real(output);
  for (const input of mayBeItself ? inputs : [...inputs, file.path])
    if ((await real(input)) === target)
      fail({
        code: "usage/invalid",
        message: `${output} is an input of this investigation.`,
        meaning: "Casefile never writes to the data, the models or the file that it reads.",
        fix: "Choose another name with -o.",
      });
}
