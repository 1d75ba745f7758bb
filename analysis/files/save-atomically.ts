import { createHash, randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fail } from "../base/errors.ts";
import { errorName, nodeFileSystem, type FileSystem, type NewFile } from "./file-system.ts";
import { outputError } from "./output-error.ts";

export interface SaveOptions {
  /**
   * What the file held when it was opened, so that nobody's work is overwritten: its SHA-256, or null for a file that must
   * not be there yet. Left out: whatever is there is replaced.
   */
  readonly expectedSha256?: string | null;
  /** Write to what a symbolic link points to; without this a link is refused. */
  readonly followLink?: boolean;
  readonly fileSystem?: FileSystem;
}

export interface Saved {
  /** Of the bytes that were read back from the disk. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Replaces a file as a whole or not at all: a temporary file in the same folder is written, synced and renamed, the folder
 * synced, and the result read back. When it throws, the file holds its old bytes, or all of the new ones if only the last
 * steps failed, and no temporary file stays.
 * @throws `output/conflict`, `output/disk-full`, `output/not-writable`
 */
export async function saveAtomically(
  path: string,
  content: string | Uint8Array,
  options: SaveOptions = {},
): Promise<Saved> {
  const files = options.fileSystem ?? nodeFileSystem;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  try {
    const target = await targetOf(path, options.followLink ?? false, files);
    const digest = sha256(bytes);
    const guard = (): Promise<void> => refuseLostUpdate(target, options.expectedSha256, digest, files);
    await guard();
    await replace(target, bytes, { files, guard });
    await files.syncFolder(dirname(target));
    if (sha256(await files.read(target)) !== digest) {
      fail({
        code: "output/not-writable",
        message: `${basename(path)} does not hold what was written to it.`,
        fix: "Save it at another place.",
      });
    }
    return { sha256: digest, bytes: bytes.length };
  } catch (error) {
    throw outputError(error, path);
  }
}

async function targetOf(path: string, followLink: boolean, files: FileSystem): Promise<string> {
  const kind = (await files.inspect(path))?.kind;
  if (kind === "other")
    fail({ code: "output/not-writable", message: `${basename(path)} is not a file.`, fix: "Choose another name." });
  if (kind !== "link") return path;
  if (followLink) return files.realPath(path);
  return fail({
    code: "output/not-writable",
    message: `${basename(path)} is a link to another place.`,
    meaning: "Casefile writes through a link only when you say so.",
    fix: "Save to the place that it points to, or under another name.",
    where: { file: path },
  });
}

/** Bytes that are already the new ones are no conflict: an earlier try may have got that far. */
async function refuseLostUpdate(
  target: string,
  expected: string | null | undefined,
  digest: string,
  files: FileSystem,
): Promise<void> {
  if (expected === undefined) return;
  const found = (await files.inspect(target)) === null ? null : sha256(await files.read(target));
  if (found === expected || found === digest) return;
  fail({
    code: "output/conflict",
    message:
      found === null
        ? `${basename(target)} is no longer there.`
        : expected === null
          ? `${basename(target)} exists already.`
          : `${basename(target)} was changed by another program since it was opened.`,
    meaning: "Nothing was written, so that no work is lost.",
    fix: "Save under another name, or open the file again and make the change there.",
    where: { file: target },
  });
}

interface Replacing {
  readonly files: FileSystem;
  readonly guard: () => Promise<void>;
}

async function replace(target: string, bytes: Uint8Array, { files, guard }: Replacing): Promise<void> {
  const mode = (await files.inspect(target))?.mode;
  const temporary = join(dirname(target), `.casefile-${randomBytes(8).toString("hex")}.tmp`);
  const file = await files.create(temporary, mode ?? 0o666);
  try {
    await fill(file, bytes);
    if (mode !== undefined) await files.setMode(temporary, mode);
    await guard();
    await renameOver(temporary, target, files);
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    throw error;
  }
}

async function fill(file: NewFile, bytes: Uint8Array): Promise<void> {
  try {
    for (let written = 0; written < bytes.length;) {
      const more = await file.write(bytes.subarray(written));
      if (more === 0) throw Object.assign(new Error("nothing was written"), { code: "EIO" });
      written += more;
    }
    await file.sync();
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
}

/** On Windows a virus scanner or an indexer can hold the file for a moment. */
async function renameOver(from: string, to: string, files: FileSystem): Promise<void> {
  for (let pause = 50; ; pause *= 2) {
    try {
      return await files.rename(from, to);
    } catch (error) {
      const busy = process.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(errorName(error));
      if (!busy || pause > 1000) throw error;
      await wait(pause);
    }
  }
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
