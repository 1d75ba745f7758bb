import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { longestValue } from "../coded.ts";
import { rowsSql, type SideSql } from "../side-sql.ts";

/** Classes whose recall is counted: with more of them the macro recall has no value. */
export const mostClasses = 12;

const both = (sides: readonly SideSql[], select: string, where: string): string =>
  sides.map((side) => `SELECT ${select} FROM (${rowsSql(side, [])}) r WHERE ${where}`).join(" UNION ALL ");

/** The labels of all sides, one more than are counted. */
export const classesQuery = (sides: readonly SideSql[]): StatsQuery<{ readonly name: string }> => ({
  name: "classes",
  maxRows: mostClasses + 1,
  sql: `SELECT DISTINCT left(name, ${longestValue + 1}) AS name FROM (${both(sides, "y AS name", "y IS NOT NULL")}) u ORDER BY 1 LIMIT ${mostClasses + 1}`,
  row: z.object({ name: z.string() }),
});

/** The largest absolute error of all sides. */
export const largestErrorQuery = (sides: readonly SideSql[]): StatsQuery<{ readonly most: number | null }> => ({
  name: "largest error",
  maxRows: 1,
  sql: `SELECT max(x) AS most FROM (${both(sides, "max(abs(e)) AS x", "TRUE")}) u`,
  row: z.object({ most: z.number().nullable() }),
});
