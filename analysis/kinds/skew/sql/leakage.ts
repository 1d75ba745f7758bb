import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import type { FoldedCategory } from "../../../stats/cross-fitted-auc.ts";
import { identifier } from "../../../sql/quote.ts";
import type { ContextColumn } from "../../context.ts";

/** The labelled rows of the training side and a column of it. `label` is SQL: 1, 0 or null. */
export interface LabelledColumn {
  readonly relation: string;
  readonly column: ContextColumn;
  readonly label: string;
}

export interface Presence {
  readonly present_positives: number;
  readonly present_negatives: number;
  readonly missing_positives: number;
  readonly missing_negatives: number;
}

export const isMissing = ({ name, type }: ContextColumn): string =>
  type === "number"
    ? `(${identifier(name)} IS NULL OR isnan(CAST(${identifier(name)} AS DOUBLE)))`
    : `(${identifier(name)} IS NULL)`;

/** Labelled rows by whether they have a value. */
export function presenceQuery({ relation, column, label }: LabelledColumn): StatsQuery<Presence> {
  const count = (missing: boolean, positive: 0 | 1): string =>
    `(count(*) FILTER (WHERE ${missing ? "" : "NOT "}missing AND y = ${positive}))::DOUBLE`;
  const number = z.number();
  return {
    name: `presence ${relation}.${column.name}`,
    maxRows: 1,
    sql: `SELECT ${count(false, 1)} AS present_positives, ${count(false, 0)} AS present_negatives,
  ${count(true, 1)} AS missing_positives, ${count(true, 0)} AS missing_negatives
FROM (SELECT ${isMissing(column)} AS missing, ${label} AS y FROM ${identifier(relation)}) r`,
    row: z.object({
      ...{ present_positives: number, present_negatives: number },
      ...{ missing_positives: number, missing_negatives: number },
    }),
  };
}

/** Above so many values, a text column is not examined. */
export const mostCategories = 1000;

/** Labelled rows with a value by category, label and half; the half is that of a hash of `key`, or of the value without one. */
export function categoriesQuery(
  { relation, column, label }: LabelledColumn,
  key: string | null,
): StatsQuery<FoldedCategory> {
  const value = `CAST(${identifier(column.name)} AS VARCHAR)`;
  const hashed = key === null ? value : `CAST(${identifier(key)} AS VARCHAR)`;
  const count = (y: 0 | 1, half: 0 | 1): string => `(count(*) FILTER (WHERE y = ${y} AND half = ${half}))::DOUBLE`;
  const number = z.number();
  return {
    name: `label by ${relation}.${column.name}`,
    maxRows: mostCategories + 1,
    sql: `SELECT ${count(1, 0)} AS p0, ${count(1, 1)} AS p1, ${count(0, 0)} AS n0, ${count(0, 1)} AS n1
FROM (SELECT ${value} AS v, ${label} AS y, CASE WHEN substr(md5(coalesce(${hashed}, '')), 1, 1) < '8' THEN 0 ELSE 1 END AS half
  FROM ${identifier(relation)}) r
WHERE v IS NOT NULL AND y IS NOT NULL GROUP BY v ORDER BY v LIMIT ${mostCategories + 1}`,
    row: z
      .object({ p0: number, p1: number, n0: number, n1: number })
      .transform(({ p0, p1, n0, n1 }): FoldedCategory => ({ positives: [p0, p1], negatives: [n0, n1] })),
  };
}

export interface AfterEvent {
  readonly rows: number;
  readonly later: number;
}

/** Rows with both times, and those whose value lies after the event. */
export function afterEventQuery(relation: string, column: string, event: string): StatsQuery<AfterEvent> {
  const [value, at] = [column, event].map((name) => `CAST(${identifier(name)} AS TIMESTAMP)`);
  return {
    name: `after the event ${relation}.${column}`,
    maxRows: 1,
    sql: `SELECT count(*)::DOUBLE AS "rows", (count(*) FILTER (WHERE v > event_))::DOUBLE AS later
FROM (SELECT ${value} AS v, ${at} AS event_ FROM ${identifier(relation)}) r WHERE v IS NOT NULL AND event_ IS NOT NULL`,
    row: z.object({ rows: z.number(), later: z.number() }),
  };
}
