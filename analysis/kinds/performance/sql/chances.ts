import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { exactSum } from "../../../sql/exact-sum.ts";
import { doubleLiteral, identifier } from "../../../sql/quote.ts";
import type { ScoreSteps } from "../../../stats/score-steps.ts";
import { at } from "../../../stats/at.ts";
import type { ClassScores } from "../class-scores.ts";
import type { WindowSql } from "../windows.ts";
import { stepSql } from "../../../sql/step-sql.ts";

export interface ChanceRows {
  readonly scores: ClassScores;
  readonly window: WindowSql;
  /** An SQL predicate over the relation's rows. */
  readonly where: string;
  /** The map of each class from score to chance, before the chances of a row are made to add up to 1. */
  readonly maps: readonly ScoreSteps[];
}

/**
 * Rows as `w` window, `s0…` scores, `d` predicted class and `p0…` chances: each class's map at its score, over the sum of
 * them; all the same where that is 0.
 */
function chanceRows({ scores, window, where, maps }: ChanceRows): string {
  const { classes, relation, predicted, usable } = scores;
  const each = (of: (place: number) => string): string => classes.map((_, place) => of(place)).join(", ");
  const chance = (place: number): string => {
    const { cuts, rates } = maps[place] ?? { cuts: new Float64Array(), rates: Float64Array.of(0) };
    return stepSql(`s${place}`, cuts, doubleLiteral, (step) => doubleLiteral(at(rates, step)));
  };
  const sum = classes.map((_, place) => `r${place}`).join(" + ");
  const uniform = doubleLiteral(1 / classes.length);
  return `SELECT w, d, ${each((place) => `s${place}`)}, ${each((place) => `CASE WHEN t > 0e0 THEN r${place} / t ELSE ${uniform} END AS p${place}`)}
FROM (SELECT *, ${sum} AS t FROM (SELECT *, ${each((place) => `${chance(place)} AS r${place}`)}
FROM (SELECT ${window.start} AS w, ${predicted} AS d, ${each((place) => `${classes[place]?.score ?? ""} AS s${place}`)}
FROM ${identifier(relation)} WHERE ${where} AND ${usable}) a WHERE w IS NOT NULL) b) c`;
}

const groupRow = z.strictObject({ day: z.string(), predicted: z.number(), rows: z.number() }).catchall(z.number());
export type GroupRow = z.infer<typeof groupRow>;

/** Rows of one predicted class are told apart by the chance of that class, in so many bins. */
const chanceBins = 10;

/** Rows by window, predicted class and bin of its chance, with the sum of the chance of each class (`c{k}`, exact sums). */
export function chanceGroups(rows: ChanceRows): StatsQuery<GroupRow> {
  const { classes, relation } = rows.scores;
  const own = `CASE d ${classes.map((_, place) => `WHEN ${place} THEN p${place}`).join(" ")} ELSE 0e0 END`;
  const bin = `least(${chanceBins - 1}, CAST(floor(${own} * ${chanceBins}e0) AS INTEGER))`;
  return {
    name: `chances of classes in ${relation}`,
    maxRows: 300_000,
    row: groupRow,
    sql: `SELECT ${rows.window.text("w")} AS day, CAST(d AS DOUBLE) AS predicted, CAST(count(*) AS DOUBLE) AS "rows", ${classes.map((_, place) => `${exactSum(`p${place}`)} AS c${place}`).join(", ")}
FROM (SELECT *, ${bin} AS g FROM (${chanceRows(rows)}) p) q GROUP BY w, d, g ORDER BY 1, 2, g`,
  };
}

const binRow = z.strictObject({ day: z.string(), bin: z.number(), rows: z.number(), chance: z.number() });
export type ScoreBinRow = z.infer<typeof binRow>;

/** Rows by window and bin of one class's score, with the sum of its chance (an exact sum). */
export const chanceByScore = (rows: ChanceRows, place: number, cuts: ArrayLike<number>): StatsQuery<ScoreBinRow> => ({
  name: `chances of ${rows.scores.classes[place]?.name ?? ""} in ${rows.scores.relation}`,
  maxRows: 600_000,
  row: binRow,
  sql: `SELECT ${rows.window.text("w")} AS day, CAST(b AS DOUBLE) AS bin, CAST(count(*) AS DOUBLE) AS "rows", ${exactSum(`p${place}`)} AS chance
FROM (SELECT w, p${place}, ${stepSql(`s${place}`, cuts, doubleLiteral)} AS b FROM (${chanceRows(rows)}) p) q GROUP BY w, b ORDER BY 1, 2`,
});
