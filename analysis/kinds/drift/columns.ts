import type { Reason } from "../../base/reasons.ts";
import type { CellContext, ColumnType, ContextColumn, ContextDataset } from "../context.ts";
import type { DriftConfig } from "./config.ts";

/** One column as the cell will compare it. */
export interface ColumnPlan {
  readonly name: string;
  readonly role: "feature" | "output" | "column";
  readonly type: "numeric" | "categorical" | "none";
  /** Why it cannot be compared, or nothing. */
  readonly reason: Reason | null;
  readonly integers: boolean;
}

export interface BothSides {
  readonly reference: ContextDataset;
  readonly production: ContextDataset;
}

const find = (dataset: ContextDataset, name: string): ContextColumn | undefined =>
  dataset.columns.find((column) => column.name === name);
const comparedAs: Readonly<Record<ColumnType, ColumnPlan["type"]>> = {
  ...{ number: "numeric", text: "categorical", boolean: "categorical", timestamp: "none", unsupported: "none" },
};

/** The columns of a cell, in the order of its settings or of the model. */
export function plannedColumns(config: DriftConfig, context: CellContext, sides: BothSides): readonly ColumnPlan[] {
  const model = context.model?.columns;
  const outputs = [model?.score, model?.prediction].filter((name) => name != null);
  const chosen =
    config.columns ??
    (model && model.features.length > 0 ? [...model.features, ...outputs] : commonColumns(context, sides));
  return [...new Set(chosen)].map((name) => ({
    name,
    role: outputs.includes(name) ? "output" : model?.features.includes(name) ? "feature" : "column",
    ...comparison(name, sides),
  }));
}

/** Columns of both sides, without the row's id and the pinned time, which move by nature. */
function commonColumns(context: CellContext, { reference, production }: BothSides): readonly string[] {
  const skipped = [context.model?.columns.id, context.model?.columns.time];
  return reference.columns
    .map(({ name }) => name)
    .filter((name) => find(production, name) !== undefined && !skipped.includes(name));
}

function comparison(name: string, sides: BothSides): Pick<ColumnPlan, "type" | "reason" | "integers"> {
  const [reference, production] = [find(sides.reference, name), find(sides.production, name)];
  const none = (reason: Reason): Pick<ColumnPlan, "type" | "reason" | "integers"> => ({
    type: "none",
    reason,
    integers: false,
  });
  if (reference === undefined) return none("missing_in_reference");
  if (production === undefined) return none("missing_in_production");
  if (reference.type === "unsupported" || production.type === "unsupported") return none("unsupported_type");
  if (reference.type !== production.type) return none("type_changed");
  if (reference.type === "timestamp") return none("not_applicable");
  return {
    type: comparedAs[reference.type],
    reason: null,
    integers: [reference, production].every(({ sqlType }) => /INT/.test(sqlType)),
  };
}
