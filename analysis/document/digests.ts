import { digestOf, sha256OfText } from "../base/digest.ts";
import { canonicalJson } from "../base/canonical-json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Dataset, EnginePin, Filters, Investigation, LockedCell, Model } from "./schema.ts";

/**
 * Digest of what people write: every field before `lock`. File paths are left out: they say where the bytes are, not what
 * they are, so that a file found again at another place (`relink`) unlocks nothing.
 */
export function intentDigest(investigation: Investigation): string {
  const { format, version, id, title, question, datasets, models, filters, cells, conclusion } = investigation;
  return digestOf({
    ...{ format, version, id, title, question, filters, cells, conclusion },
    datasets: datasets.map(datasetWithoutPaths),
    models: models.map(modelWithoutPath),
  });
}

export const resultDigest = (result: Json): string => digestOf(result);

/** Everything that a cell's numbers depend on. */
export interface CellInputs {
  readonly kind: string;
  readonly kindVersion: number;
  /** The kind's settings with defaults filled in. */
  readonly params: Json;
  /** The datasets that the cell can see: all of the investigation's. */
  readonly datasets: readonly Dataset[];
  readonly models: readonly Model[];
  readonly filters: Filters;
  readonly engine: EnginePin;
}

/** `sha256:` and the digest of a cell's inputs, without the paths of its files. */
export const cellKey = (inputs: CellInputs): string => digestOf(keyedParts(inputs));

export type CellParts = NonNullable<LockedCell["parts"]>;

/** A short mark of each part of the key. */
export function cellParts(inputs: CellInputs): CellParts {
  const { settings, filters, data, model, engine } = keyedParts(inputs);
  const mark = (part: Json): string => sha256OfText(canonicalJson(part)).slice(0, 16);
  return {
    settings: mark(settings),
    filters: mark(filters),
    data: mark(data),
    model: mark(model),
    engine: mark(engine),
  };
}

function keyedParts({
  kind,
  kindVersion,
  params,
  datasets,
  models,
  filters,
  engine,
}: CellInputs): Record<keyof CellParts, Json> {
  return {
    settings: { kind, kind_version: kindVersion, params },
    filters,
    data: datasets.map(datasetWithoutPaths),
    model: models.map(modelWithoutPath),
    engine,
  };
}

const datasetWithoutPaths = ({ files, schema, ...rest }: Dataset): JsonObject => ({
  ...rest,
  files: files.map(({ sha256, bytes, rows }) => ({ sha256, bytes, rows })),
  schema: schema.map(({ name, type, note }) => (note === undefined ? { name, type } : { name, type, note })),
});

const modelWithoutPath = ({ artifact, ...rest }: Model): JsonObject => ({
  ...rest,
  artifact: artifact && { sha256: artifact.sha256, bytes: artifact.bytes },
});
