import { realpath } from "node:fs/promises";
import path from "node:path";
import { recordOf } from "../../analysis/base/errors.ts";
import type { Investigation, PinnedFile } from "../../analysis/document/schema.ts";
import { isInside, relativePathFrom, resolveDataPath } from "../../analysis/files/resolve-data-path.ts";
import type { OpenedDocument } from "../ipc/contract.ts";
import type { FileGrants } from "./file-grants.ts";

type BoundFile = OpenedDocument["files"][number];

export interface Finding {
  /** What the document's paths are relative to. */
  readonly folder: string;
  readonly grants: FileGrants;
  /** Whether a person chose this file outside of the folder for this investigation before. */
  readonly approved: (realPath: string) => boolean;
}

/** Each dataset file of a document: found and granted, or why not. Files are looked at, not read. */
export function findFiles(investigation: Investigation, finding: Finding): Promise<BoundFile[]> {
  return Promise.all(
    investigation.datasets.flatMap(({ id, files }) => files.map((file, index) => findFile(id, index, file, finding))),
  );
}

async function findFile(datasetId: string, index: number, file: PinnedFile, finding: Finding): Promise<BoundFile> {
  const common = { datasetId, index, name: path.posix.basename(file.path) };
  try {
    const found = await resolveDataPath(finding.folder, file.path, { allowOutside: finding.approved });
    const state = found.bytes === file.bytes ? "present" : "resized";
    return { ...common, fileId: finding.grants.grant(found.path), state };
  } catch (thrown) {
    return { ...common, fileId: null, state: recordOf(thrown).code === "refused/path" ? "refused" : "missing" };
  }
}

/** Where the files of a dataset or a model are, by its id; nothing where the page has not bound it. */
export type Places = Readonly<Record<string, readonly string[]>>;

/** Absolute places of the files that a page has bound, as granted to its window. */
export const placesOf = (
  bindings: Readonly<Record<string, readonly string[]>>,
  grants: FileGrants,
): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(bindings).map(([id, handles]) => [id, handles.map((handle) => grants.pathOf(handle))]),
  );

export interface Move {
  /** The folder that the document is written to. */
  readonly folder: string;
  /** The folder that its paths are relative to now; null for a document that was never in one. */
  readonly from: string | null;
  readonly places: Places;
}

export interface Moved {
  readonly investigation: Investigation;
  /** Bound files outside of the new folder: choosing them was the person's approval. */
  readonly outside: readonly string[];
}

/** The document with the paths of its files seen from the folder that it is written to. */
export async function movedTo(investigation: Investigation, { folder, from, places }: Move): Promise<Moved> {
  const root = await realpath(folder);
  const outside: string[] = [];
  const seenFrom = async (stored: string, bound: string | undefined): Promise<string> => {
    if (bound === undefined && (from === null || from === folder)) return stored;
    const place = await real(bound ?? path.join(from ?? folder, stored));
    if (bound !== undefined && !isInside(root, place)) outside.push(place);
    return relativePathFrom(root, place);
  };
  const datasets = [];
  for (const dataset of investigation.datasets) {
    const bound = places[dataset.id];
    const files = dataset.files.map(async (file, index) => ({
      ...file,
      path: await seenFrom(file.path, bound?.[index]),
    }));
    datasets.push({ ...dataset, files: await Promise.all(files) });
  }
  const models = investigation.models.map(async (model) => {
    const artifact = model.artifact && {
      ...model.artifact,
      path: await seenFrom(model.artifact.path, places[model.id]?.[0]),
    };
    return { ...model, artifact };
  });
  return { investigation: { ...investigation, datasets, models: await Promise.all(models) }, outside };
}

/** A missing file keeps the name that it had. */
const real = (file: string): Promise<string> => realpath(file).catch(() => path.resolve(file));

/** Names approvals: the same investigation in another folder has to ask again. */
export const approvalKey = (investigation: Investigation, folder: string): string => `${investigation.id} ${folder}`;
