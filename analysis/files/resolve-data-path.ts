import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { fail } from "../base/errors.ts";
import { checkRelativePath } from "../document/relative-path.ts";
import { inputError } from "./input-error.ts";
import { openRegularFile, type OpenFile } from "./open-regular-file.ts";

export interface ResolvePolicy {
  /** Asked with the real place of a file outside the investigation's folder; a person must have chosen or approved it. */
  readonly allowOutside?: (realPath: string) => boolean;
}

export interface ResolvedFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly bytes: number;
}

/**
 * Where a path of an investigation leads, checked on the file itself and not on its name: the file is opened, and the
 * opened file must be the one that stands at a place inside the folder. A link that leads out is refused.
 * @throws `refused/path`, `file/not-found`, `file/no-permission`, `file/not-a-file`
 */
export async function resolveDataPath(
  folder: string,
  relativePath: string,
  policy: ResolvePolicy = {},
): Promise<ResolvedFile> {
  const { file, path } = await openDataFile(folder, relativePath, policy);
  await file.handle.close();
  return { path, bytes: file.bytes };
}

/** The same, with the file left open, for whoever must read exactly what was checked. The caller closes. */
export async function openDataFile(
  folder: string,
  relativePath: string,
  policy: ResolvePolicy = {},
): Promise<{ file: OpenFile; path: string }> {
  const problem = checkRelativePath(relativePath) ?? windowsProblem(relativePath);
  if (problem !== null) refuse(`${problem}.`, relativePath);
  const root = await realFolder(folder);
  const joined = join(root, relativePath);
  const file = await openRegularFile(joined);
  try {
    const path = await realpath(joined);
    const status = await stat(path, { bigint: true });
    if (status.dev !== file.device || status.ino !== file.inode)
      refuse(`${relativePath} was replaced while it was opened.`, relativePath);
    if (!isInside(root, path) && !(policy.allowOutside?.(path) ?? false)) {
      refuse(`${relativePath} leads to ${path}, outside the investigation's folder.`, relativePath);
    }
    return { file, path };
  } catch (error) {
    await file.handle.close();
    throw inputError(error, joined);
  }
}

async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    throw inputError(error, folder);
  }
}

/** A file's path as an investigation in `folder` stores it; both absolute and without links. @throws `refused/path` */
export function relativePathFrom(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join("/");
  const problem = isAbsolute(path) ? "It is on another drive than the investigation" : checkRelativePath(path);
  return problem === null ? path : refuse(`${file} cannot be named from the investigation's folder. ${problem}.`, file);
}

/** Whether `path` stands in `root`, at any depth; both absolute and without links. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Names that Windows reads as devices, streams or other names. */
function windowsProblem(path: string): string | null {
  if (process.platform !== "win32") return null;
  const device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
  const odd = path
    .split("/")
    .find((part) => part !== ".." && (device.test(part) || part.includes(":") || /[. ]$/.test(part)));
  return odd === undefined ? null : `Windows has no file of this name: ${JSON.stringify(odd)}`;
}

const refuse = (message: string, file: string): never =>
  fail({
    code: "refused/path",
    message,
    meaning:
      "An investigation file may come from others; it opens files outside its own folder only when you approve them.",
    fix: "Move the data below the investigation's folder, or choose the file yourself.",
    where: { file },
  });
