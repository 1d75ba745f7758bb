import type { Dataset, Investigation } from "../document/schema.ts";
import { columnTypeOf, type CellContext, type ContextDataset } from "./context.ts";

/** The smallest group that a result may name (file-format.md section 1, "privacy floor"). */
const privacyFloor = 20;

/** What every cell of an investigation can see. Pure over the document, so that app, command line and report agree. */
export function contextOf(investigation: Investigation): CellContext {
  const withRole = (role: Dataset["role"]): readonly ContextDataset[] =>
    investigation.datasets.filter((dataset) => dataset.role === role).map(contextDataset);
  return {
    reference: withRole("reference")[0] ?? null,
    production: withRole("production")[0] ?? null,
    others: withRole("other"),
    model: investigation.models[0] ?? null,
    privacyFloor,
  };
}

/** The SQL name of a dataset's rows: its role where only one dataset can have it, else its id. */
export const relationOf = (dataset: Dataset): string => (dataset.role === "other" ? dataset.id : dataset.role);

function contextDataset(dataset: Dataset): ContextDataset {
  return {
    id: dataset.id,
    relation: relationOf(dataset),
    pinnedRows: dataset.rows,
    columns: dataset.schema.map(({ name, type, note }) => ({
      ...{ name, sqlType: type, type: columnTypeOf(type) },
      note: note ?? null,
    })),
    timeRange: dataset.time_range,
  };
}
