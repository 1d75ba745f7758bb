import type { Investigation } from "../../analysis/document/schema.ts";
import { kindById } from "../../analysis/kinds/registry.ts";

/** A result with everything that is needed to check it, as a few lines of text to paste elsewhere. */
export function citationOf(investigation: Investigation, cellId: string): string | null {
  const { cells, lock, results, datasets, models, title } = investigation;
  const cell = cells.find(({ id }) => id === cellId);
  const locked = lock?.cells[cellId];
  const result = results[cellId];
  if (cell === undefined || lock === null || locked === undefined || result === undefined) return null;
  const lines = [
    `${cell.title}: ${sentenceOf(cell.kind, result)}`,
    `Investigation: ${title} (${investigation.id}), cell ${cellId}, kind ${cell.kind} ${String(cell.kind_version)}`,
    ...datasets.map(
      ({ id, files }) => `${id}: ${files.map(({ path, sha256 }) => `${path} sha256 ${sha256}`).join("; ")}`,
    ),
    ...models.map(
      ({ name, version, artifact }) =>
        `model: ${name} ${version}${artifact === null ? "" : ` sha256 ${artifact.sha256}`}`,
    ),
    `Engine: ${lock.engine.package} ${lock.engine.version}; result ${locked.result_digest}; key ${locked.key}`,
  ];
  return lines.join("\n");
}

function sentenceOf(kindId: string, result: unknown): string {
  try {
    return kindById(kindId)?.read(result).sentence ?? "";
  } catch {
    return "";
  }
}
