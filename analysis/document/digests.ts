import { digestOf } from "../base/digest.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { NamedQuery } from "../base/stats-source.ts";
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
  /** Queries of other cells that this one reads; absent or empty for a cell that reads none. */
  readonly queries?: readonly NamedQuery[];
  /** The datasets that the cell can see: all of the investigation's. */
  readonly datasets: readonly Dataset[];
  readonly models: readonly Model[];
  readonly filters: Filters;
  readonly engine: EnginePin;
}

export type CellParts = NonNullable<LockedCell["parts"]>;

/** Digest of the digests of a cell's settings, filters, data, model and engine; no path of a file is in it. */
export const cellKey = (inputs: CellInputs): string => digestOf(partDigests(inputs));

/** The beginning of each part's digest. */
export function cellParts(inputs: CellInputs): CellParts {
  const { settings, filters, data, model, engine } = partDigests(inputs);
  const mark = (digest: string): string => digest.slice("sha256:".length, "sha256:".length + 16);
  return {
    ...{ settings: mark(settings), filters: mark(filters), data: mark(data) },
    ...{ model: mark(model), engine: mark(engine) },
  };
}

function partDigests(inputs: CellInputs): Record<keyof CellParts, string> {
  const { kind, kindVersion, params, queries = [], datasets, models, filters, engine } = inputs;
  const own = { kind, kind_version: kindVersion, params };
  return {
    settings: digestOf(
      queries.length === 0 ? own : { ...own, queries: queries.map(({ name, sql }) => ({ name, sql })) },
    ),
    filters: digestOnce(filters, () => filters),
    data: digestOnce(datasets, () => datasets.map(datasetWithoutPaths)),
    model: digestOnce(models, () => models.map(modelWithoutPath)),
    engine: digestOnce(engine, () => engine),
  };
}

const known = new WeakMap<object, string>();

/** Documents are never changed in place, and all cells share these parts: a wide schema is hashed once, not once a cell. */
function digestOnce(part: object, content: () => Json): string {
  const digest = known.get(part) ?? digestOf(content());
  known.set(part, digest);
  return digest;
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
