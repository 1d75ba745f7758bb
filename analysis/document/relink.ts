import { fail } from "../base/errors.ts";
import { appendHistory, type Stamp } from "./history.ts";
import { pinnedPlaces, placeName, type PinPlace } from "./pinned-files.ts";
import { checkRelativePath } from "./relative-path.ts";
import type { Investigation } from "./schema.ts";

/** A pinned file that was found at another place: `path` from the investigation's folder, `sha256` of what is there. */
export interface Move {
  readonly place: PinPlace;
  readonly path: string;
  readonly sha256: string;
}

/**
 * Takes the same bytes at new places. Nothing becomes stale, since no digest holds a path; one history entry says what moved.
 * The order of a dataset's files stays as pinned: it is the order of the rows.
 * @throws `file/changed` when the bytes differ, `document/invalid` for a path that cannot be stored
 */
export function relink(investigation: Investigation, moves: readonly Move[], stamp: Stamp): Investigation {
  const changes = moves.map((move) => checkMove(investigation, move)).filter((text) => text !== null);
  if (changes.length === 0) return investigation;
  const pathAt = (place: PinPlace, path: string): string =>
    moves.find((move) => samePlace(move.place, place))?.path ?? path;
  const moved: Investigation = {
    ...investigation,
    datasets: investigation.datasets.map((dataset) => ({
      ...dataset,
      files: dataset.files.map((file, index) => ({ ...file, path: pathAt({ dataset: dataset.id, index }, file.path) })),
    })),
    models: investigation.models.map((model) => ({
      ...model,
      artifact: model.artifact && { ...model.artifact, path: pathAt({ model: model.id }, model.artifact.path) },
    })),
  };
  return appendHistory(moved, { ...stamp, action: "relink", summary: changes.join("; ") });
}

function checkMove(investigation: Investigation, { place, path, sha256 }: Move): string | null {
  const pinned = pinnedPlaces(investigation).find((other) => samePlace(other.place, place));
  if (pinned === undefined)
    return fail({ code: "usage/invalid", message: `The investigation pins no such file: ${placeName(place)}.` });
  const problem = checkRelativePath(path);
  if (problem !== null) fail({ code: "document/invalid", message: `${problem}.` });
  if (pinned.sha256 !== sha256) {
    fail({
      code: "file/changed",
      message: `${path} does not hold the bytes that were pinned for ${placeName(place)}.`,
      meaning: "Relinking takes the same bytes at another place, so that the stored results stay true.",
      fix: "Choose the original file, or repin the dataset with a reason if new data is meant.",
      where: { file: path, ...("dataset" in place ? { dataset: place.dataset } : {}) },
      detail: `pinned sha256 ${pinned.sha256}, found ${sha256}`,
    });
  }
  return pinned.path === path ? null : `${placeName(place)}: ${pinned.path} is now at ${path}`;
}

const samePlace = (one: PinPlace, other: PinPlace): boolean =>
  "dataset" in one
    ? "dataset" in other && one.dataset === other.dataset && one.index === other.index
    : "model" in other && one.model === other.model;
