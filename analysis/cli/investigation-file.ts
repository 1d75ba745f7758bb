import { realpath, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { fail, recordOf } from "../base/errors.ts";
import type { Investigation } from "../document/schema.ts";
import { readEditable } from "../document/read.ts";
import { writeInvestigation } from "../document/write.ts";
import { inputError } from "../files/input-error.ts";
import { outputError } from "../files/output-error.ts";
import { readTextFile } from "../files/read-text-file.ts";
import { saveAtomically } from "../files/save-atomically.ts";

/** An investigation with the file that it came from. */
export interface InvestigationFile {
  readonly path: string;
  readonly name: string;
  /** The folder that its relative paths start from, without links. */
  readonly folder: string;
  readonly investigation: Investigation;
  /** Of the file's bytes, so that a save overwrites nobody's work. */
  readonly sha256: string;
}

/** Reads an investigation for running, verifying or changing it. */
export async function openInvestigationFile(path: string): Promise<InvestigationFile> {
  const { text, sha256 } = await readTextFile(path).catch((thrown: unknown) => {
    const record = recordOf(thrown);
    return fail(
      record.code === "file/not-found" ? { ...record, fix: "Check the path of the investigation file." } : record,
    );
  });
  return { path, name: basename(path), folder: await folderOf(path), investigation: readEditable(text), sha256 };
}

/** Writes an investigation back to its file, unless somebody changed that file meanwhile. */
export async function saveInvestigationFile(
  { path, sha256 }: InvestigationFile,
  investigation: Investigation,
): Promise<void> {
  await saveAtomically(path, writeInvestigation(investigation), { expectedSha256: sha256 });
}

async function folderOf(path: string): Promise<string> {
  try {
    return await realpath(dirname(resolve(path)));
  } catch (error) {
    throw inputError(error, dirname(path));
  }
}

/** The folder that a new file will stand in; it has to exist. @throws `output/not-writable` */
export async function outputFolder(path: string): Promise<string> {
  try {
    const folder = await realpath(dirname(resolve(path)));
    // A file in the place of a folder is only noticed when something is looked for in it.
    await stat(`${folder}/.`);
    return folder;
  } catch (error) {
    throw outputError(error, path);
  }
}
