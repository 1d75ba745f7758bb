import type { Reason } from "../base/reasons.ts";
import { identifier } from "../sql/quote.ts";
import { finiteNumber, isReason, modelColumn, type Side } from "./binary-columns.ts";
import type { CellContext, ContextColumn } from "./context.ts";

/** An SQL expression over the relation, or why there is none. */
export type Column = { readonly sql: string } | { readonly reason: Reason };

/** One side's label and prediction of a model of several classes or of a number. */
export interface PredictedColumns {
  readonly label: Column;
  readonly prediction: Column;
}

/** Numbers; the score stands in where no prediction is set. Beyond ±1e70 they count as missing. */
export function numberColumns(context: CellContext, side: Side): PredictedColumns {
  const { label, prediction } = columnsOf(context, side, true);
  const numeric = (column: typeof label): Column => {
    if (isReason(column)) return { reason: column };
    return column.type === "number" ? { sql: finiteNumber(column.name) } : { reason: "unsupported_type" };
  };
  return { label: numeric(label), prediction: numeric(prediction) };
}

export function classColumns(context: CellContext, side: Side): PredictedColumns {
  const { label, prediction } = columnsOf(context, side, false);
  const text = classText([label, prediction]);
  const asText = (column: typeof label): Column => (isReason(column) ? { reason: column } : { sql: text(column.name) });
  return { label: asText(label), prediction: asText(prediction) };
}

/** SQL of the classes in a label and a prediction: text; numbers of different types are brought to one. */
export function classText(columns: readonly (ContextColumn | Reason)[]): (name: string) => string {
  const known = columns.filter((column) => typeof column !== "string");
  const mixed = known.every(({ type }) => type === "number") && !known.every(({ sqlType }) => sqlType.includes("INT"));
  return (name) => `CAST(${mixed ? finiteNumber(name) : identifier(name)} AS VARCHAR)`;
}

function columnsOf({ model, ...sides }: CellContext, side: Side, orScore: boolean) {
  const dataset = sides[side];
  if (dataset === null || model === null) return { label: "no_label", prediction: "no_prediction" } as const;
  const { label, prediction, score } = model.columns;
  const predicted = prediction ?? (orScore ? score : null);
  return {
    label: label === null ? "no_label" : modelColumn(dataset, label, side),
    prediction: predicted === null ? "no_prediction" : modelColumn(dataset, predicted, side),
  } as const;
}
