import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { exactSum, fromExactSum } from "../../../sql/exact-sum.ts";
import { identifier } from "../../../sql/quote.ts";
import { daySql, inWindowSql, windowStartSql, type TimeFrame } from "../../time-windows.ts";
import type { Coded } from "../coded.ts";

/** One side's label, decision and score as SQL; NULL where it has none. */
export interface SideSql {
  readonly relation: string;
  readonly label: string;
  readonly decision: string;
  /** A probability, NULL for any other score. */
  readonly probability: string;
}

const tally = {
  ...{ label: z.number().nullable(), decision: z.number().nullable(), n: z.number(), scored: z.number() },
  scores: z.number().transform(fromExactSum),
};
const cellRow = z.object({ cell: z.number(), ...tally });
export type CellRow = z.infer<typeof cellRow>;

/** The codes of several columns as one number, the first column's the highest digit. */
export const cellSql = (columns: readonly Coded[]): string =>
  columns.reduce((sum, { labels, sql }) => `(${sum} * ${labels.length} + (${sql}))`, "0");

/** The codes behind `cellSql`'s number. */
export function codesOf(cell: number, columns: readonly Coded[]): number[] {
  const codes: number[] = [];
  let left = cell;
  for (const { labels } of [...columns].reverse()) {
    codes.unshift(left % labels.length);
    left = Math.floor(left / labels.length);
  }
  return codes;
}

const tallySql = `label, decision, count(*)::DOUBLE AS n, (count(p))::DOUBLE AS scored, coalesce(${exactSum("p")}, 0e0) AS scores`;

/** Rows of every cell of the columns' cross product by label and decision. */
export function cellsQuery(side: SideSql, columns: readonly Coded[]): StatsQuery<CellRow> {
  const cells = columns.reduce((product, { labels }) => product * labels.length, 1);
  return {
    name: `${columns.map(({ column }) => column).join(" × ") || "all rows"} in ${side.relation}`,
    maxRows: 9 * cells,
    sql: `SELECT cell, ${tallySql} FROM (
  ${rowsOf(side, `${cellSql(columns)} AS cell`)}) r
GROUP BY cell, label, decision ORDER BY cell, label NULLS FIRST, decision NULLS FIRST`,
    row: cellRow,
  };
}

/** The relation's rows with label, decision and probability beside other expressions; only labelled rows have a probability here. */
const rowsOf = (side: SideSql, more: string): string =>
  `SELECT ${more}, ${side.label} AS label, ${side.decision} AS decision, CASE WHEN ${side.label} IS NOT NULL THEN ${side.probability} END AS p
  FROM ${identifier(side.relation)}`;

const windowRow = z.object({ day: z.string(), ...cellRow.shape });
export type WindowRow = z.infer<typeof windowRow>;

/** A result holds so many windows a side at most. */
const mostWindows = 240;

/** Rows of one column's values by window, label and decision. */
export function windowsQuery(side: SideSql, column: Coded, frame: TimeFrame): StatsQuery<WindowRow> {
  return {
    name: `${column.column} over time`,
    maxRows: 9 * mostWindows * column.labels.length,
    sql: `WITH g AS MATERIALIZED (
  SELECT cell, w, ${tallySql} FROM (${rowsOf(side, `${column.sql} AS cell, ${windowStartSql(frame)} AS w`)} WHERE ${inWindowSql(frame)}) r
  GROUP BY cell, w, label, decision),
chosen AS (SELECT w FROM g GROUP BY w ORDER BY sum(n) DESC, w LIMIT ${mostWindows})
SELECT ${daySql("w")} AS "day", cell, label, decision, n, scored, scores FROM g WHERE w IN (SELECT w FROM chosen)
ORDER BY 1, 2, label NULLS FIRST, decision NULLS FIRST`,
    row: windowRow,
  };
}

/** Thresholds are multiples of 1/50. */
export const steps = 50;

const scoreRow = z.object({ cell: z.number(), step: z.number(), label: z.number().nullable(), n: z.number() });
export type ScoreRow = z.infer<typeof scoreRow>;

/** Rows with a probability by one column's value, by the largest threshold that the score reaches, and by label. */
export function scoresQuery(side: SideSql, column: Coded): StatsQuery<ScoreRow> {
  // floor(p * 50) may miss by one where p is a threshold itself, so it is compared with the thresholds beside it.
  const exact = `CASE WHEN p >= (k + 1) / ${steps}e0 THEN k + 1 WHEN p < k / ${steps}e0 THEN k - 1 ELSE k END`;
  return {
    name: `scores by ${column.column}`,
    maxRows: 3 * (steps + 1) * column.labels.length,
    sql: `SELECT cell, CAST(${exact} AS INTEGER) AS step, label, count(*)::DOUBLE AS n FROM (
  SELECT cell, label, p, CAST(floor(p * ${steps}e0) AS INTEGER) AS k FROM (
    SELECT ${column.sql} AS cell, ${side.label} AS label, ${side.probability} AS p FROM ${identifier(side.relation)}) r WHERE p IS NOT NULL) s
GROUP BY 1, 2, 3 ORDER BY 1, 2, label NULLS FIRST`,
    row: scoreRow,
  };
}
