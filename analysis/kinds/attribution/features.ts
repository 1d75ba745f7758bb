import type { Reason } from "../../base/reasons.ts";
import type { Model } from "../../document/schema.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import type { AttributionConfig } from "./config.ts";
import type { BothRows } from "./sides.ts";

export interface FeatureColumn {
  readonly column: string;
  readonly kind: "numeric" | "categorical";
}

/** A column that was asked for, or why it cannot be compared. */
export type Comparable = FeatureColumn | { readonly column: string; readonly reason: Reason };

const find = (dataset: ContextDataset, name: string): ContextColumn | undefined =>
  dataset.columns.find((column) => column.name === name);

export const isFeature = (one: Comparable): one is FeatureColumn => "kind" in one;

export function comparable(column: string, { reference, production }: BothRows): Comparable {
  const [before, after] = [find(reference.dataset, column), find(production.dataset, column)];
  if (before === undefined) return { column, reason: "missing_in_reference" };
  if (after === undefined) return { column, reason: "missing_in_production" };
  if (before.type === "unsupported" || after.type === "unsupported") return { column, reason: "unsupported_type" };
  if (before.type !== after.type) return { column, reason: "type_changed" };
  if (before.type === "timestamp") return { column, reason: "not_applicable" };
  return { column, kind: before.type === "number" ? "numeric" : "categorical" };
}

/** More features than these would make the classifier's fit long. */
export const mostFeatures = 100;

/** The model's features, or all common columns that have no role and are no contribution. */
export function featuresOf(config: AttributionConfig, { model }: CellContext, rows: BothRows): readonly Comparable[] {
  const features = model?.columns.features ?? [];
  const own = config.features ?? (features.length > 0 ? features : commonColumns(config, model, rows));
  return [...new Set(own)].slice(0, mostFeatures).map((column) => comparable(column, rows));
}

function commonColumns(config: AttributionConfig, model: Model | null, rows: BothRows): readonly string[] {
  const roles = model?.columns;
  const taken = [roles?.label, roles?.prediction, roles?.score, roles?.time, roles?.id, ...(roles?.groups ?? [])];
  return rows.reference.dataset.columns
    .map(({ name }) => name)
    .filter((name) => !taken.includes(name) && !name.startsWith(config.shap_prefix))
    .filter((name) => find(rows.production.dataset, name) !== undefined);
}

/** Columns whose values are slices: those of the settings, else the model's groups, else its categorical features. */
export function sliceColumns(config: AttributionConfig, { model }: CellContext, rows: BothRows): readonly Comparable[] {
  const groups = model?.columns.groups ?? [];
  const chosen = config.by ?? (groups.length > 0 ? groups : null);
  if (chosen !== null) return [...new Set(chosen)].map((column) => comparable(column, rows));
  return (model?.columns.features ?? [])
    .map((column) => comparable(column, rows))
    .filter((one) => isFeature(one) && one.kind === "categorical");
}
