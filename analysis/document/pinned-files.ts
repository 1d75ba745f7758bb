import type { Investigation } from "./schema.ts";

/** A file that an investigation names: one of a dataset's, or a model's artifact. */
export type PinPlace = { readonly dataset: string; readonly index: number } | { readonly model: string };

export interface PinnedPlace {
  readonly place: PinPlace;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Every pinned file, datasets first, in the document's order. */
export const pinnedPlaces = ({
  datasets,
  models,
}: Pick<Investigation, "datasets" | "models">): readonly PinnedPlace[] => [
  ...datasets.flatMap(({ id, files }) =>
    files.map(({ path, sha256, bytes }, index) => ({ place: { dataset: id, index }, path, sha256, bytes })),
  ),
  ...models.flatMap(({ id, artifact }) => (artifact === null ? [] : [{ place: { model: id }, ...artifact }])),
];

/** The same places, in words: `dataset "reference"`. */
export const placeName = (place: PinPlace): string =>
  "dataset" in place ? `dataset "${place.dataset}"` : `model "${place.model}"`;
