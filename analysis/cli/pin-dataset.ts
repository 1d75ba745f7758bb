import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { DatasetPin } from "../document/repin.ts";
import type { Engine, PinnedData } from "../engine/engine-api.ts";
import { inputError } from "../files/input-error.ts";
import { relativePathFrom } from "../files/resolve-data-path.ts";
import { showProgress } from "./progress.ts";
import type { Shell } from "./shell.ts";

/** Real places of the files that a person named, in the order of their paths: the order of a dataset's rows. */
export async function realPaths(paths: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(
    paths.map((path) =>
      realpath(resolve(path)).catch((error: unknown) => {
        throw inputError(error, path);
      }),
    ),
  );
  return [...new Set(real)].sort();
}

/** Reads, hashes and audits files as one dataset, and says what it noticed about them. */
export async function pinFiles(shell: Shell, engine: Engine, paths: readonly string[]): Promise<PinnedData> {
  const pinned = await engine.pinData(paths, { signal: shell.signal, onProgress: showProgress(shell.terminal) });
  for (const note of pinned.notes) shell.terminal.note(note);
  return pinned;
}

/** What the investigation in `folder` stores of pinned files. */
export function datasetPin(pinned: PinnedData, folder: string, timeColumn: string | null): DatasetPin {
  const { column, min, max } = pinned.timestamps.find((span) => span.column === timeColumn) ?? {};
  return {
    files: pinned.files.map(({ path, sha256, bytes, rows }) => ({
      path: relativePathFrom(folder, path),
      ...{ sha256, bytes, rows },
    })),
    rows: pinned.rows,
    schema: [...pinned.schema],
    time_range: column === undefined || min == null || max == null ? null : { column, min, max },
  };
}
