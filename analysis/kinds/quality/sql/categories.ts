import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import type { Category, CategoryPart } from "../parts.ts";
import { asTimestamp, instantText } from "./instant.ts";

export const maxCategories = 1000;

export interface CategoryQuestion {
  readonly reference: string;
  readonly production: string;
  readonly column: string;
  /** Production's time column, where there is one. */
  readonly time: string | null;
}

const totalsRow = z.object({
  ...{ reference_values: z.number(), production_values: z.number(), new_values: z.number(), new_rows: z.number() },
  ...{ vanished_values: z.number(), vanished_rows: z.number() },
});

/** How many distinct values each side has, and how many values and rows only one side has. */
export const categoryTotalsQuery = (question: CategoryQuestion): StatsQuery<Omit<CategoryPart, "categories">> => ({
  name: `categories ${question.column}`,
  maxRows: 1,
  sql: `${bothSides({ ...question, time: null })}
SELECT (count(*) FILTER (WHERE reference > 0))::DOUBLE AS reference_values,
  (count(*) FILTER (WHERE production > 0))::DOUBLE AS production_values,
  (count(*) FILTER (WHERE reference = 0))::DOUBLE AS new_values,
  coalesce(sum(production) FILTER (WHERE reference = 0), 0)::DOUBLE AS new_rows,
  (count(*) FILTER (WHERE production = 0))::DOUBLE AS vanished_values,
  coalesce(sum(reference) FILTER (WHERE production = 0), 0)::DOUBLE AS vanished_rows
FROM both_`,
  row: totalsRow.transform((row) => ({
    ...{ referenceValues: row.reference_values, productionValues: row.production_values, newValues: row.new_values },
    ...{ newRows: row.new_rows, vanishedValues: row.vanished_values, vanishedRows: row.vanished_rows },
  })),
});

/** The values whose share of rows changed most, ties by value. */
export const changedCategoriesQuery = (
  question: CategoryQuestion,
  rows: { reference: number; production: number },
): StatsQuery<Category> => ({
  name: `changed categories ${question.column}`,
  maxRows: maxCategories,
  sql: `${bothSides(question)}
SELECT value, reference, production, ${instantText('"first"')} AS "first", ${instantText('"last"')} AS "last" FROM both_
ORDER BY abs(reference / ${rowsOf(rows.reference)} - production / ${rowsOf(rows.production)}) DESC, value LIMIT ${maxCategories}`,
  row: z.object({
    ...{ value: z.string(), reference: z.number(), production: z.number() },
    ...{ first: z.string().nullable(), last: z.string().nullable() },
  }),
});

/** Rows whose value the reference never has. */
export const newValuePredicate = (reference: string, column: string): string => {
  const text = asText(column);
  return `${text} IS NOT NULL AND ${text} NOT IN (SELECT ${text} FROM ${identifier(reference)} WHERE ${identifier(column)} IS NOT NULL)`;
};

const asText = (column: string): string => `CAST(${identifier(column)} AS VARCHAR)`;
const rowsOf = (rows: number): string => Math.max(1, rows).toExponential();

function bothSides({ reference, production, column, time }: CategoryQuestion): string {
  const instant = time === null ? "NULL::TIMESTAMP" : asTimestamp(time);
  const counts = (relation: string, more: string): string =>
    `SELECT ${asText(column)} AS value, count(*)::DOUBLE AS n${more} FROM ${identifier(relation)} WHERE ${identifier(column)} IS NOT NULL GROUP BY 1`;
  return `WITH r AS (${counts(reference, "")}),
p AS (${counts(production, `, min(${instant}) AS "first", max(${instant}) AS "last"`)}),
both_ AS (SELECT coalesce(r.value, p.value) AS value, coalesce(r.n, 0::DOUBLE) AS reference,
  coalesce(p.n, 0::DOUBLE) AS production, p."first", p."last" FROM r FULL OUTER JOIN p ON r.value = p.value)`;
}
