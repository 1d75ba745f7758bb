import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import { codedBins, codedValues, type Coded } from "./coded.ts";
import { distinctQuery, edgesQuery, valuesQuery } from "./sql/columns.ts";

/** A column that can be cut into groups, or why not. */
export interface ColumnCode {
  readonly column: string;
  readonly coded: Coded | null;
  readonly reason: Reason | null;
}

interface Cutting {
  readonly context: CellContext;
  /** Values that a column is told apart by at most. */
  readonly most: number;
  /** Bins of a number column with more values than that. */
  readonly bins: number;
}

/** Finds out how each column is cut: by its values, or a number with many of them at production's quantiles. */
export async function codeColumns(
  source: StatsSource,
  names: readonly string[],
  cutting: Cutting,
): Promise<readonly ColumnCode[]> {
  const lead = cutting.context.production ?? cutting.context.reference;
  if (lead === null) return [];
  const found = names.map((name) => columnOf(name, lead, cutting.context));
  const numbers = found.filter((column) => typeof column !== "string").filter(({ type }) => type === "number");
  const [distinct = {}] = numbers.length === 0 ? [] : await source.rows(distinctQuery(lead.relation, numbers));
  const many = new Set(numbers.filter((_, index) => (distinct[`d${index}`] ?? 0) > 2 * cutting.most));
  return Promise.all(
    found.map(async (column, index): Promise<ColumnCode> => {
      const name = names[index] ?? "";
      if (typeof column === "string") return { column: name, coded: null, reason: column };
      const coded = await code(source, column, { ...cutting, lead, many: many.has(column) });
      return { column: name, coded, reason: coded === null ? "too_few_rows" : null };
    }),
  );
}

function columnOf(name: string, lead: ContextDataset, { reference, production }: CellContext): ContextColumn | Reason {
  const own = lead.columns.find((column) => column.name === name);
  if (own === undefined) return production === null ? "missing_in_reference" : "missing_in_production";
  if (own.type === "unsupported" || own.type === "timestamp") return "unsupported_type";
  const other = reference?.columns.find((column) => column.name === name);
  return other !== undefined && other.type !== own.type ? "type_changed" : own;
}

async function code(
  source: StatsSource,
  column: ContextColumn,
  { context, lead, many, most, bins }: Cutting & { readonly lead: ContextDataset; readonly many: boolean },
): Promise<Coded | null> {
  if (many) return binned(source, column, { lead, bins });
  const sides = [context.reference, context.production].filter((side) => side !== null);
  const relations = sides
    .filter((side) => side.columns.some(({ name }) => name === column.name))
    .map(({ relation }) => relation);
  const values = await source.rows(valuesQuery(relations, column, most));
  const all = values[0]?.values ?? 0;
  if (column.type === "number" && all > most) return binned(source, column, { lead, bins });
  return codedValues(
    column,
    values.map(({ value }) => value),
    all,
  );
}

async function binned(
  source: StatsSource,
  column: ContextColumn,
  { lead, bins }: { readonly lead: ContextDataset; readonly bins: number },
): Promise<Coded | null> {
  const rows = await source.rows(edgesQuery(lead.relation, column, bins));
  const edges = rows.flatMap(({ edge }) => (edge === null ? [] : [edge]));
  return edges.length === 0 ? null : codedBins(column, edges);
}
