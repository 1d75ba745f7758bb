import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { exactSum, fromExactSum } from "../../../sql/exact-sum.ts";
import { daySql, inWindowSql, windowStartSql, type TimeFrame } from "../../time-windows.ts";
import type { Coded } from "../coded.ts";
import { rowsSql, type SideSql } from "../side-sql.ts";

const tally = {
  ...{ label: z.number().nullable(), decision: z.number().nullable(), n: z.number(), scored: z.number() },
  scores: z.number().transform((sum) => fromExactSum(sum)),
};
const cellRow = z.object({ cell: z.number(), ...tally });
export type CellRow = z.infer<typeof cellRow>;

/** The codes of several columns as one number, the first column's the highest digit. */
const cellSql = (columns: readonly Coded[]): string =>
  `${columns.reduce((sum, { labels, sql }) => `(${sum} * ${labels.length} + (${sql}))`, "0")} AS cell`;

/** How many numbers that can be. */
export const cellCount = (columns: readonly Coded[]): number =>
  columns.reduce((product, { labels }) => product * labels.length, 1);

/** The codes behind one of these numbers. */
export function codesOf(cell: number, columns: readonly Coded[]): number[] {
  const codes: number[] = [];
  let left = cell;
  for (const { labels } of [...columns].reverse()) {
    codes.unshift(left % labels.length);
    left = Math.floor(left / labels.length);
  }
  return codes;
}

/** Only labelled rows have a probability here: it is compared with what happened. */
const tallySql = (rows: string, keys: string): string => `SELECT ${keys}, y::DOUBLE AS label, d::DOUBLE AS decision,
  count(*)::DOUBLE AS n, count(q)::DOUBLE AS scored, coalesce(${exactSum("q")}, 0e0) AS scores
  FROM (SELECT *, CASE WHEN y IS NOT NULL THEN p END AS q FROM (${rows}) b) c GROUP BY ${keys}, y, d`;

const namesOf = (columns: readonly Coded[]): string => columns.map(({ column }) => column).join(" × ") || "all rows";

/** Rows of every cell of the columns' cross product by label and decision. */
export const cellsQuery = (side: SideSql, columns: readonly Coded[]): StatsQuery<CellRow> => ({
  name: `${namesOf(columns)} in ${side.relation}`,
  maxRows: 9 * cellCount(columns),
  sql: `${tallySql(rowsSql(side, [cellSql(columns)]), "cell")} ORDER BY cell, y NULLS FIRST, d NULLS FIRST`,
  row: cellRow,
});

const windowRow = z.object({ day: z.string(), ...cellRow.shape });
export type WindowRow = z.infer<typeof windowRow>;

/** So many windows at most: those with most rows. */
const mostWindows = 240;

/** Rows of every cell by window, label and decision. */
export function windowsQuery(side: SideSql, columns: readonly Coded[], frame: TimeFrame): StatsQuery<WindowRow> {
  const timed = `SELECT * FROM (${rowsSql(side, [
    cellSql(columns),
    `CASE WHEN ${inWindowSql(frame)} THEN ${windowStartSql(frame)} END AS w`,
  ])}) t WHERE w IS NOT NULL`;
  return {
    name: `${namesOf(columns)} over time`,
    maxRows: 9 * mostWindows * cellCount(columns),
    sql: `WITH g AS MATERIALIZED (${tallySql(timed, "cell, w")}),
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

/** Rows with a probability of every cell by the largest threshold that the score reaches, and by label. */
export function scoresQuery(side: SideSql, columns: readonly Coded[]): StatsQuery<ScoreRow> {
  // floor(p * 50) may miss by one where p is a threshold itself, so it is compared with the thresholds beside it.
  const exact = `CASE WHEN p >= (k + 1) / ${steps}e0 THEN k + 1 WHEN p < k / ${steps}e0 THEN k - 1 ELSE k END`;
  return {
    name: `scores by ${namesOf(columns)}`,
    maxRows: 3 * (steps + 1) * cellCount(columns),
    sql: `SELECT cell, CAST(${exact} AS INTEGER) AS step, y::DOUBLE AS label, count(*)::DOUBLE AS n FROM (
  SELECT cell, y, p, CAST(floor(p * ${steps}e0) AS INTEGER) AS k FROM (${rowsSql(side, [cellSql(columns)])}) b WHERE p IS NOT NULL) c
GROUP BY cell, step, y ORDER BY cell, step, y NULLS FIRST`,
    row: scoreRow,
  };
}
