import { z } from "../base/schema.ts";
import { isJson } from "./is-json.ts";
import { checkRelativePath } from "./relative-path.ts";
import type { Json } from "../base/json.ts";

export const formatName = "casefile.investigation";
export const formatVersion = 1;

const id = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const instant = z.iso.datetime({ precision: 3 });
const json = z.custom<Json>(
  (value) => isJson(value),
  "Not a JSON value: NaN, Infinity and undefined have no place in the file",
);
const jsonObject = z.record(z.string(), json);

/** Where a file is, seen from the investigation's folder: `/` between parts, nothing absolute (document/relative-path.ts). */
const relativePath = z
  .string()
  .min(1)
  .max(4096)
  .superRefine((path, context) => {
    const problem = checkRelativePath(path);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });

/** One file as it was when it was pinned. */
export const pinnedFileSchema = z.strictObject({ path: relativePath, sha256, bytes: count, rows: count });
export type PinnedFile = z.infer<typeof pinnedFileSchema>;

/** `type` is the engine's SQL type (`DOUBLE`, `VARCHAR`, `TIMESTAMP`, …) as the engine reads the column. */
export const columnSchema = z.strictObject({
  name: z.string(),
  type: z.string().min(1),
  note: z.string().exactOptional(),
});
export type PinnedColumn = z.infer<typeof columnSchema>;

export const roles = ["reference", "production", "other"] as const;

export const datasetSchema = z.strictObject({
  id,
  role: z.enum(roles),
  /** In path order; globs are resolved when pinned. */
  files: z.array(pinnedFileSchema).min(1),
  /** Rows of all files together, before `window`. */
  rows: count,
  schema: z.array(columnSchema),
  /** Only rows with `from <= column < to` belong to the dataset; one file can so serve as reference and production. */
  window: z.strictObject({ column: z.string(), from: instant.nullable(), to: instant.nullable() }).nullable(),
  time_range: z.strictObject({ column: z.string(), min: instant, max: instant }).nullable(),
});
export type Dataset = z.infer<typeof datasetSchema>;

export const tasks = ["binary", "multiclass", "regression"] as const;

export const modelSchema = z.strictObject({
  id,
  name: z.string(),
  version: z.string(),
  artifact: z.strictObject({ path: relativePath, sha256, bytes: count }).nullable(),
  task: z.enum(tasks).nullable(),
  columns: z.strictObject({
    label: z.string().nullable(),
    prediction: z.string().nullable(),
    score: z.string().nullable(),
    features: z.array(z.string()),
    time: z.string().nullable(),
    id: z.string().nullable(),
    groups: z.array(z.string()),
  }),
  positive_class: z.string().nullable(),
  threshold: z.number().nullable(),
});
export type Model = z.infer<typeof modelSchema>;

export const sliceOperators = ["in", "not_in", "at_least", "below", "is_null", "not_null"] as const;
export const filtersSchema = z.strictObject({
  time: z.strictObject({ from: instant.nullable(), to: instant.nullable() }).nullable(),
  slices: z.array(
    z.strictObject({
      column: z.string(),
      op: z.enum(sliceOperators),
      values: z.array(z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
});
export type Filters = z.infer<typeof filtersSchema>;

export const cellSchema = z.strictObject({
  id,
  kind: z.string().min(1),
  kind_version: z.int().positive(),
  title: z.string(),
  params: jsonObject,
});
export type Cell = z.infer<typeof cellSchema>;

export const conclusionSchema = z.strictObject({
  status: z.enum(["open", "mitigated", "closed"]),
  text: z.array(z.string()),
  evidence: z.array(id),
});

export type Conclusion = z.infer<typeof conclusionSchema>;

export const engineSchema = z.strictObject({
  package: z.string(),
  version: z.string(),
  library: z.string(),
  wasm_sha256: sha256,
});
export type EnginePin = z.infer<typeof engineSchema>;

export const verdictLevels = ["pass", "warn", "fail", "low_n", "info", "none"] as const;
export type VerdictLevel = (typeof verdictLevels)[number];

export const headlineSchema = z.strictObject({
  metric: z.string(),
  column: z.string().nullable(),
  value: z.number().nullable(),
});
export type Headline = z.infer<typeof headlineSchema>;

/** First 16 hexadecimal digits of a digest: enough to say which part of a cell's inputs changed, never to trust it. */
const mark = z.string().regex(/^[0-9a-f]{16}$/);

export const lockedCellSchema = z.strictObject({
  /** Digest of everything that the numbers depend on; a result is fresh exactly when this equals the current key. */
  key: digest,
  /** The parts of `key`, so that a stale cell can say why. `withOutcome` adds them. */
  parts: z.strictObject({ settings: mark, filters: mark, data: mark, model: mark, engine: mark }).exactOptional(),
  result_digest: digest,
  verdict: z.enum(verdictLevels),
  headline: z.array(headlineSchema),
});
export type LockedCell = z.infer<typeof lockedCellSchema>;

export const lockSchema = z.strictObject({
  /** The intent that every cell was run for, or null while some cell still has to run. */
  intent_digest: digest.nullable(),
  app: z.string(),
  engine: engineSchema,
  cells: z.record(id, lockedCellSchema),
});
export type Lock = z.infer<typeof lockSchema>;

export const historyActions = [
  "create",
  "edit",
  "run",
  "lock",
  "relink",
  "repin",
  "accept",
  "conclude",
  "migrate",
  "merge",
] as const;
export const historyEntrySchema = z.strictObject({
  /** 1, 2, 3, … without a gap. */
  seq: z.int().positive(),
  prev: digest.nullable(),
  at: instant,
  by: z.string(),
  action: z.enum(historyActions),
  summary: z.string(),
  /** The intent digest when the entry was written. */
  state: digest,
  /** Digest of the entry without this field. */
  hash: digest,
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** What people write and review. */
export const intentShape = {
  format: z.literal(formatName),
  version: z.literal(formatVersion),
  id: z.string().regex(/^inv_[0-9A-HJKMNP-TV-Z]{26}$/),
  title: z.string(),
  question: z.string(),
  datasets: z.array(datasetSchema),
  models: z.array(modelSchema),
  filters: filtersSchema,
  cells: z.array(cellSchema),
  conclusion: conclusionSchema,
} as const;

/** An investigation file, version 1. Key order here is the order on disk. */
export const investigationSchema = z.strictObject({
  ...intentShape,
  lock: lockSchema.nullable(),
  results: z.record(id, json),
  history: z.array(historyEntrySchema),
});
export type Investigation = z.infer<typeof investigationSchema>;
