import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { mostWindowRows, type SideQuery } from "./side-query.ts";

const sum = z.number().nullable();
const row = z.strictObject({
  ...{ day: z.string().nullable(), rows: z.number(), labelled: z.number(), used: z.number(), zero_labels: z.number() },
  ...{ error: sum, absolute: sum, squared: sum, relative: sum },
  ...{ label_variance: sum, error_variance: sum, absolute_variance: sum, squared_variance: sum },
});
export type ErrorRow = z.infer<typeof row>;

/** A label nearer to 0 counts as 0: nothing can be divided by it. */
const nearZero = "1e-100";

/**
 * The sums of stats/regression-errors.ts by window; Kahan's summation keeps their digits, but for the last one, which depends
 * on the order: rows are added up from the lowest error, so that the order of the files' rows changes nothing.
 */
export function errorSums(
  { relation, start, text }: SideQuery,
  { label, prediction }: { readonly label: string; readonly prediction: string },
): StatsQuery<ErrorRow> {
  const used = "y IS NOT NULL AND p IS NOT NULL";
  const count = (condition: string): string => `CAST(count(*) FILTER (WHERE ${condition}) AS DOUBLE)`;
  return {
    name: `errors of ${relation}`,
    maxRows: mostWindowRows,
    row,
    sql: `SELECT ${text("w")} AS day, CAST(count(*) AS DOUBLE) AS "rows", ${count("y IS NOT NULL")} AS labelled, ${count(used)} AS used, ${count(`${used} AND abs(y) < ${nearZero}`)} AS zero_labels,
  fsum(e) AS error, fsum(abs(e)) AS absolute, fsum(e * e) AS squared, fsum(abs(e) / CASE WHEN abs(y) >= ${nearZero} THEN abs(y) END) AS relative,
  var_pop(CASE WHEN e IS NOT NULL THEN y END) AS label_variance, var_pop(e) AS error_variance,
  var_pop(abs(e)) AS absolute_variance, var_pop(e * e) AS squared_variance
FROM (SELECT w, y, p, p - y AS e FROM (SELECT ${start} AS w, ${label} AS y, ${prediction} AS p FROM ${identifier(relation)}) v ORDER BY e, y) r GROUP BY w ORDER BY 1`,
  };
}
