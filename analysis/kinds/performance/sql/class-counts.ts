import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier, textLiteral } from "../../../sql/quote.ts";
import { mostWindowRows, type SideQuery } from "./side-query.ts";

/** With more classes than this only accuracy is computed. */
export const mostClasses = 50;

const nameRow = z.strictObject({ name: z.string() });

/** The classes of truth and prediction in one dataset, one more than are looked into. */
export const classNames = (relation: string, label: string, prediction: string): StatsQuery<{ name: string }> => ({
  name: `classes of ${relation}`,
  maxRows: mostClasses + 1,
  row: nameRow,
  sql: `WITH r AS (SELECT ${label} AS y, ${prediction} AS d FROM ${identifier(relation)})
SELECT name FROM (SELECT y AS name FROM r WHERE y IS NOT NULL AND d IS NOT NULL UNION SELECT d FROM r WHERE y IS NOT NULL AND d IS NOT NULL) u ORDER BY 1 LIMIT ${mostClasses + 1}`,
});

const row = z.strictObject({
  ...{ day: z.string().nullable(), actual: z.number(), predicted: z.number(), labelled: z.boolean() },
  ...{ hit: z.boolean().nullable(), n: z.number() },
});
export type ClassRow = z.infer<typeof row>;

/** Rows by window, true class and predicted class (their places in `classes` from 1, 0 for others); `hit` is null without a prediction. */
export function classCountsQuery(
  { relation, start, text }: SideQuery,
  { label, prediction }: { readonly label: string; readonly prediction: string },
  classes: readonly string[],
): StatsQuery<ClassRow> {
  const list = `[${classes.map(textLiteral).join(", ")}]`;
  const place = (value: string): string =>
    classes.length === 0 ? "0e0" : `coalesce(CAST(list_position(${list}, ${value}) AS DOUBLE), 0e0)`;
  return {
    name: `classes by window of ${relation}`,
    maxRows: mostWindowRows * 20,
    row,
    sql: `SELECT ${text("w")} AS day, actual, predicted, labelled, hit, n FROM (
SELECT w, ${place("y")} AS actual, ${place("d")} AS predicted, y IS NOT NULL AS labelled, y = d AS hit, CAST(count(*) AS DOUBLE) AS n
FROM (SELECT ${start} AS w, ${label} AS y, ${prediction} AS d FROM ${identifier(relation)}) r GROUP BY 1, 2, 3, 4, 5) g ORDER BY 1, 2, 3, 4, 5`,
  };
}
