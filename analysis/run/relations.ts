import { fail } from "../base/errors.ts";
import type { Dataset, Investigation } from "../document/schema.ts";
import { relationOf } from "../kinds/context-of.ts";
import { relationPredicate } from "../sql/predicates.ts";
import type { RelationSpec } from "./engine-port.ts";

/** Absolute paths of a dataset's files, in pin order. */
export type PathsOf = (datasetId: string) => readonly string[];

/** The relations that cells of an investigation may ask: one for each dataset. */
export function relationsOf(investigation: Investigation, pathsOf: PathsOf): readonly RelationSpec[] {
  const timeColumn = investigation.models[0]?.columns.time ?? null;
  return investigation.datasets.map((dataset) => ({
    relation: relationOf(dataset),
    files: filesOf(dataset, pathsOf(dataset.id)),
    columns: dataset.schema,
    where: relationPredicate(dataset, investigation.filters, timeColumn),
  }));
}

const filesOf = (dataset: Dataset, paths: readonly string[]): RelationSpec["files"] =>
  dataset.files.map(({ path: name, sha256, bytes }, index) => {
    const path = paths[index];
    if (path === undefined)
      return fail({
        code: "file/not-found",
        message: `"${name}" of the dataset "${dataset.id}" is not there.`,
        meaning: "Cells that read this dataset cannot run.",
        fix: "Put the file back, or locate it: the same bytes are accepted at any place.",
        where: { dataset: dataset.id, file: name },
      });
    return { path, sha256, bytes };
  });
