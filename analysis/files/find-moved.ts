import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { CasefileError, outcomeOf } from "../base/errors.ts";
import { hashFile, type HashOptions } from "./hash-file.ts";

export interface Wanted {
  readonly sha256: string;
  readonly bytes: number;
  /** Where it was; a file of the same name is tried first. */
  readonly path: string;
}

const deepest = 4;
const mostEntries = 20_000;

/**
 * Looks in a folder and its sub-folders, four levels deep, for a file with exactly these bytes: by size first, then by
 * SHA-256. Links are not followed, hidden folders are skipped, what cannot be read is passed over, and after 20,000 names
 * the search ends.
 * @returns the file's absolute path, or null
 */
export async function findMoved(
  folder: string,
  wanted: Wanted,
  options: Pick<HashOptions, "signal"> = {},
): Promise<string | null> {
  const name = basename(wanted.path);
  const sized: string[] = [];
  for (const path of await filesBelow(folder)) {
    if ((await sizeOf(path)) === wanted.bytes) sized.push(path);
  }
  const likelyFirst = [
    ...sized.filter((path) => basename(path) === name),
    ...sized.filter((path) => basename(path) !== name),
  ];
  for (const path of likelyFirst) {
    const found = await outcomeOf(() => hashFile(path, options));
    if (!found.ok && found.error.code === "cancelled/by-user") throw new CasefileError(found.error);
    if (found.ok && found.value.sha256 === wanted.sha256) return path;
  }
  return null;
}

/** Breadth first, so that near files come before far ones; names in code unit order. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const folders = [{ path: folder, depth: 0 }];
  let seen = 0;
  for (const { path, depth } of folders) {
    for (const entry of await entriesOf(path)) {
      seen += 1;
      if (seen > mostEntries) return files;
      const place = join(path, entry.name);
      if (entry.isFile()) files.push(place);
      else if (depth < deepest && isSearched(entry)) folders.push({ path: place, depth: depth + 1 });
    }
  }
  return files;
}

const isSearched = (entry: Dirent): boolean =>
  entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules";

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => -1,
  );
