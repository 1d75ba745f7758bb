import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { exactSum, fromExactSum, wholeSum } from "../../../sql/exact-sum.ts";
import { identifier } from "../../../sql/quote.ts";
import type { LossSums } from "../../../stats/probability-loss.ts";
import type { JointLevels, KeyedLevels, LevelSet } from "../levels.ts";
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

/** Of rows of a key, whole numbers to be summed again. */
const partSums = (number: Summed | null): Readonly<Record<string, string>> =>
  number === null
    ? { n: "0", s: "0", q: "0" }
    : { n: "count(x)", s: wholeSum("x", number.unit), q: wholeSum("(x * x)", number.squareUnit) };

/** SQL: sums of rows by key, then of keys by level. `number` is each row's `x`. */
function byLevel(
  { relation, where }: RowsOf,
  { key, level }: KeyedLevels,
  { sums, number }: { readonly sums: Readonly<Record<string, string>>; readonly number: string },
): string {
  const names = Object.keys(sums).map(identifier);
  const parts = Object.entries(sums).map(([name, sum]) => `${sum} AS ${identifier(name)}`);
  return `SELECT level, ${names.map((name) => `CAST(sum(${name}) AS DOUBLE) AS ${name}`).join(", ")} FROM (
  SELECT ${level} AS level, ${names.join(", ")} FROM (
    SELECT v, ${parts.join(", ")} FROM (SELECT ${key} AS v, ${number} FROM ${identifier(relation)} WHERE ${where}) r GROUP BY 1) k) t
GROUP BY 1 ORDER BY 1`;
}

const sumsOf = (
  { n, s, q }: { readonly n: number; readonly s: number | null; readonly q: number | null },
  { unit, squareUnit }: Pick<Summed, "unit" | "squareUnit">,
): LossSums => ({ rows: n, sum: fromExactSum(s ?? 0, unit), squares: fromExactSum(q ?? 0, squareUnit) });

/** One side's rows by level. */
export function levelSumsQuery(side: RowsOf, levels: LevelSet, number: Summed): StatsQuery<LevelSums> {
  return {
    name: `${levels.column} in ${side.relation}`,
    maxRows: levels.levels.length,
    row: z
      .object({ level: z.number(), rows: z.number(), ...summedRow })
      .transform((row) => ({ level: row.level, all: row.rows, ...sumsOf(row, number) })),
    sql: byLevel(side, levels.byValue ?? { key: levels.sql, level: "v" }, {
      ...{ sums: { rows: "count(*)", ...partSums(number) }, number: `${number.sql} AS x` },
    }),
  };
}

/** Rows of one joint level: all, those with a loss, and the sums of the score. */
export interface JointSums extends LevelSums {
  readonly counted: number;
}

/**
 * One side's rows by a feature's joint levels.
 * @param counted a predicate: which rows have a loss
 */
export function jointSumsQuery(
  side: RowsOf,
  levels: JointLevels,
  { score, counted }: { readonly score: Summed | null; readonly counted: string },
): StatsQuery<JointSums> {
  const unit = score ?? { unit: 1, squareUnit: 1 };
  return {
    name: `${levels.column} in ${side.relation}`,
    maxRows: levels.fineOf.length,
    row: z
      .object({ level: z.number(), rows: z.number(), counted: z.number(), ...summedRow })
      .transform((row) => ({ level: row.level, all: row.rows, counted: row.counted, ...sumsOf(row, unit) })),
    sql: byLevel(side, levels, {
      sums: {
        ...{ rows: "count(*)", counted: counted === "TRUE" ? "count(*)" : "count(*) FILTER (WHERE c)" },
        ...partSums(score),
      },
      number: `${counted} AS c${score === null ? "" : `, ${score.sql} AS x`}`,
    }),
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
  const sizes = features.map(({ levels }) => levels.length);
  // One number for all levels, the first feature's the most significant: one key to group by.
  const cell = features.reduce(
    (all, { sql }, index) => (index === 0 ? sql : `(${all}) * ${sizes[index] ?? 1} + (${sql})`),
    "0",
  );
  return {
    name: `shifted features in ${relation}`,
    maxRows: mostCells,
    row: z
      .object({ cell: z.number(), ...summedRow })
      .transform((row) => ({ levels: levelsIn(row.cell, sizes), ...sumsOf(row, number) })),
    sql: `SELECT cell, ${sumsSql(number, "x")}
FROM (SELECT ${cell} AS cell, ${number.sql} AS x FROM ${identifier(relation)} WHERE ${where}) t
WHERE x IS NOT NULL GROUP BY 1 ORDER BY 1`,
  };
}

function levelsIn(cell: number, sizes: readonly number[]): readonly number[] {
  let rest = cell;
  return sizes
    .toReversed()
    .map((size) => {
      const level = rest % size;
      rest = (rest - level) / size;
      return level;
    })
    .toReversed();
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
