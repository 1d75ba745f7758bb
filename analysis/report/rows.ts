import { sha256OfText } from "../base/digest.ts";
import { z } from "../base/schema.ts";
import { verdictLevels, type Dataset, type Investigation } from "../document/schema.ts";
import type { MetricValue } from "../kinds/kind.ts";
import { readCells, type KindLookup, type ReadCell } from "./read-cells.ts";

const text = z.string().nullable();
const number = z.number().nullable();

/**
 * One number of an investigation with all that it means: the row that every export format carries, in this order.
 * `dataset_*` say whose number it is and are null for a comparison of both sides. `dataset_sha256` is the file's hash, or
 * for several files the SHA-256 of their hashes in pin order, one a line, each line ended by a line feed.
 */
export const exportRowSchema = z.strictObject({
  investigation_id: z.string(),
  cell_id: z.string(),
  metric: z.string(),
  value: number,
  unit: z.string(),
  numerator: number,
  denominator: number,
  row_count: z.number(),
  ci_low: number,
  ci_high: number,
  ci_level: number,
  ci_method: text,
  p_value: number,
  p_adjusted: number,
  convention: text,
  column: text,
  slice: text,
  window_start: text,
  window_end: text,
  dataset_id: text,
  dataset_role: z.enum(["reference", "production"]).nullable(),
  dataset_sha256: text,
  model_name: text,
  model_version: text,
  verdict: z.enum(verdictLevels),
  engine_version: z.string(),
  app_version: z.string(),
  result_digest: z.string(),
});
export type ExportRow = z.infer<typeof exportRowSchema>;
export type ExportColumn = keyof ExportRow;
export const exportColumns: readonly ExportColumn[] = exportRowSchema.keyof().options;

/**
 * The stored numbers of all cells that have a readable result, cell by cell in the notebook's order.
 * @param options.includeStale also those of cells whose settings, data or software changed since; a row cannot say so
 */
export function exportRows(
  investigation: Investigation,
  { includeStale = false, kindOf }: { includeStale?: boolean; kindOf?: KindLookup } = {},
): readonly ExportRow[] {
  return readCells(investigation, kindOf)
    .filter(({ state }) => state === "fresh" || (includeStale && state === "stale"))
    .flatMap((read) => (read.face?.metrics ?? []).map((metric) => exportRow(investigation, read, metric)));
}

function exportRow(investigation: Investigation, { cell, locked }: ReadCell, metric: MetricValue): ExportRow {
  const { id, datasets, models, lock } = investigation;
  const model = models[0];
  return exportRowSchema.strip().parse({
    ...{ investigation_id: id, cell_id: cell.id, ...metric },
    ...pinOf(datasets.find(({ role }) => role === metric.dataset_role)),
    ...{ model_name: model?.name ?? null, model_version: model?.version ?? null },
    ...{ engine_version: lock?.engine.version, app_version: lock?.app, result_digest: locked?.result_digest },
  });
}

const pinOf = (dataset: Dataset | undefined): Pick<ExportRow, "dataset_id" | "dataset_sha256"> =>
  dataset
    ? { dataset_id: dataset.id, dataset_sha256: datasetHash(dataset) }
    : { dataset_id: null, dataset_sha256: null };

function datasetHash({ files }: Dataset): string {
  const [first, ...others] = files;
  if (first && others.length === 0) return first.sha256;
  return sha256OfText(files.map(({ sha256 }) => `${sha256}\n`).join(""));
}
