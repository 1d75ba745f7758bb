import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { exactSum, fromExactSum } from "../../../sql/exact-sum.ts";
import { identifier } from "../../../sql/quote.ts";
import type { LossSums } from "../../../stats/probability-loss.ts";
import type { LevelSet } from "../levels.ts";
import type { RowsOf } from "../sides.ts";

/** A number of each row, null where it has none, and the units in which it and its square are summed. */
export interface Summed {
  readonly sql: string;
  readonly unit: number;
  readonly squareUnit: number;
}

/** Rows of one level, and the sums over those that have the number. */
export interface LevelSums extends LossSums {
  readonly level: number;
  readonly all: number;
}

const sum = z.number().nullable();
const summedRow = { n: z.number(), s: sum, q: sum };

/** SQL: rows with the number `x`, its sum and the sum of its squares, exact in any order. */
const sumsSql = ({ unit, squareUnit }: Summed, x: string): string =>
  `CAST(count(${x}) AS DOUBLE) AS n, ${exactSum(x, unit)} AS s, ${exactSum(`(${x} * ${x})`, squareUnit)} AS q`;

const sumsOf = (
  { n, s, q }: { readonly n: number; readonly s: number | null; readonly q: number | null },
  { unit, squareUnit }: Summed,
): LossSums => ({ rows: n, sum: fromExactSum(s ?? 0, unit), squares: fromExactSum(q ?? 0, squareUnit) });

/** One side's rows by level. */
export function levelSumsQuery({ relation, where }: RowsOf, levels: LevelSet, number: Summed): StatsQuery<LevelSums> {
  return {
    name: `${levels.column} in ${relation}`,
    maxRows: levels.levels.length,
    row: z
      .object({ level: z.number(), rows: z.number(), ...summedRow })
      .transform((row) => ({ level: row.level, all: row.rows, ...sumsOf(row, number) })),
    sql: `SELECT level, CAST(count(*) AS DOUBLE) AS "rows", ${sumsSql(number, "x")}
FROM (SELECT ${levels.sql} AS level, ${number.sql} AS x FROM ${identifier(relation)} WHERE ${where}) t GROUP BY 1 ORDER BY 1`,
  };
}

/** Rows of one combination of levels. */
export interface CellRow extends LossSums {
  readonly levels: readonly number[];
}

/** More combinations than these are refused; fewer features are crossed before that can happen. */
export const mostCells = 100_000;

/** One side's rows with a loss by all combinations of levels that occur. */
export function cellsQuery(
  { relation, where }: RowsOf,
  features: readonly LevelSet[],
  number: Summed,
): StatsQuery<CellRow> {
  const names = features.map((_, index) => `f${index}`);
  const all = names.join(", ");
  return {
    name: `shifted features in ${relation}`,
    maxRows: mostCells,
    row: z.object({ ...Object.fromEntries(names.map((name) => [name, z.number()])), ...summedRow }).transform((row) => {
      const numbers: Readonly<Record<string, unknown>> = row;
      return { levels: names.map((name) => Number(numbers[name])), ...sumsOf(row, number) };
    }),
    sql: `SELECT ${all}, ${sumsSql(number, "x")}
FROM (SELECT ${features.map(({ sql }, index) => `${sql} AS f${index}`).join(", ")}, ${number.sql} AS x
  FROM ${identifier(relation)} WHERE ${where}) t WHERE x IS NOT NULL GROUP BY ${all} ORDER BY ${all}`,
  };
}

/** Sums over a whole side of several numbers at once, each with its own units. */
export function columnSumsQuery(
  { relation, where }: RowsOf,
  numbers: readonly Summed[],
): StatsQuery<readonly LossSums[]> {
  const columns = numbers.map((number, index) =>
    sumsSql(number, `x${index}`).replace(/ AS ([nsq])/g, ` AS $1${index}`),
  );
  return {
    name: `contributions in ${relation}`,
    maxRows: 1,
    row: z
      .record(z.string(), sum)
      .transform((row) =>
        numbers.map((number, index) =>
          sumsOf({ n: row[`n${index}`] ?? 0, s: row[`s${index}`] ?? null, q: row[`q${index}`] ?? null }, number),
        ),
      ),
    sql: `SELECT ${columns.join(", ")}
FROM (SELECT ${numbers.map(({ sql }, index) => `${sql} AS x${index}`).join(", ")} FROM ${identifier(relation)} WHERE ${where}) t`,
  };
}

/** The largest of each of several numbers. */
export const mostQuery = (
  { relation, where }: RowsOf,
  numbers: readonly string[],
): StatsQuery<readonly (number | null)[]> => ({
  name: `largest values in ${relation}`,
  maxRows: 1,
  row: z.record(z.string(), sum).transform((row) => numbers.map((_, index) => row[`m${index}`] ?? null)),
  sql: `SELECT ${numbers.map((sql, index) => `max(${sql}) AS m${index}`).join(", ")} FROM ${identifier(relation)} WHERE ${where}`,
});
