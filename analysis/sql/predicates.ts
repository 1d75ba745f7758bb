import type { Dataset, Filters } from "../document/schema.ts";
import { doubleLiteral, identifier, textLiteral, timestampLiteral } from "./quote.ts";

type Bounds = { readonly column: string; readonly from: string | null; readonly to: string | null };
type Slice = Filters["slices"][number];

/** Half-open in time, so that neighbouring windows share no row: `from <= column < to`. No bound, no condition. */
export function timePredicate({ column, from, to }: Bounds): string | null {
  const name = identifier(column);
  return allOf([from && `${name} >= ${timestampLiteral(from)}`, to && `${name} < ${timestampLiteral(to)}`]);
}

/** One slice of the filter bar. A null value belongs to a slice only where the slice says so. */
export function slicePredicate({ column, op, values }: Slice): string {
  const name = identifier(column);
  const literals = values.map(literal);
  switch (op) {
    case "in":
      return literals.length === 0 ? "FALSE" : `${name} IN (${literals.join(", ")})`;
    case "not_in":
      return literals.length === 0 ? "TRUE" : `(${name} IS NULL OR ${name} NOT IN (${literals.join(", ")}))`;
    case "at_least":
      return `${name} >= ${literals[0] ?? "NULL"}`;
    case "below":
      return `${name} < ${literals[0] ?? "NULL"}`;
    case "is_null":
      return `${name} IS NULL`;
    case "not_null":
      return `${name} IS NOT NULL`;
  }
}

/** The rows of a dataset that cells see: its own window, and for production the investigation's filters. */
export function relationPredicate(dataset: Dataset, filters: Filters, timeColumn: string | null): string | null {
  const own = dataset.window && timePredicate(dataset.window);
  if (dataset.role !== "production") return own;
  const time = filters.time && timeColumn !== null ? timePredicate({ column: timeColumn, ...filters.time }) : null;
  return allOf([own, time, ...filters.slices.map(slicePredicate)]);
}

function allOf(conditions: readonly (string | null)[]): string | null {
  const present = conditions.filter((condition) => condition !== null);
  return present.length === 0 ? null : present.map((condition) => `(${condition})`).join(" AND ");
}

const literal = (value: string | number | boolean): string => {
  if (typeof value === "string") return textLiteral(value);
  return typeof value === "number" ? doubleLiteral(value) : String(value).toUpperCase();
};
