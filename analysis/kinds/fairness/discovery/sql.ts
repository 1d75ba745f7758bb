import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { fromExactSum, wideSum, wholeSum } from "../../../sql/exact-sum.ts";
import { doubleLiteral, identifier, textLiteral } from "../../../sql/quote.ts";
import { leastProbability } from "../../../stats/probability-loss.ts";
import type { Coded } from "../coded.ts";
import type { Loss } from "../config.ts";
import { rowsSql, type SideSql } from "../side-sql.ts";
import type { Scale } from "../sql/tally.ts";
import type { Condition, MaskCell, SideSlice } from "./slice.ts";

/** Where the rows are, what each loses, and how they are halved. */
export interface LossSource {
  readonly side: SideSql;
  readonly loss: Loss;
  readonly scale: Scale;
  readonly columns: readonly Coded[];
  /** Columns by whose hash a row is put into one of the halves; none for a side that is not halved. */
  readonly halvedBy: readonly string[];
  readonly seed: number;
}

/** Losses and their squares are summed as whole multiples of these, exactly and in any order; errors in the data's own unit. */
const lossUnit = 2 ** 30;
const squareUnit = 2 ** 24;
const isWide = ({ loss }: LossSource): boolean => loss === "absolute_error";

interface Summed {
  readonly sql: string;
  readonly of: (row: { readonly rows: number; readonly sum: number; readonly squares: number }) => {
    readonly rows: number;
    readonly sum: number;
    readonly squares: number;
  };
}

function summed(source: LossSource): Summed {
  const [unit, square] = isWide(source) ? [source.scale.unit, source.scale.squareUnit] : [lossUnit, squareUnit];
  const sum = isWide(source) ? wideSum : wholeSum;
  const whole = (number: string, of: number): string => `coalesce(CAST(${sum(number, of)} AS DOUBLE), 0e0)`;
  return {
    sql: `count(*)::DOUBLE AS "rows", ${whole("x", unit)} AS sum, ${whole("(x * x)", square)} AS squares`,
    of: ({ rows, sum: total, squares }) => ({
      ...{ rows, sum: fromExactSum(total, unit), squares: fromExactSum(squares, square) },
    }),
  };
}

const sumsRow = z.object({ rows: z.number(), sum: z.number(), squares: z.number() });

const [least, most] = [doubleLiteral(leastProbability), doubleLiteral(1 - leastProbability)];
const binaryLoss: Readonly<Record<Exclude<Loss, "absolute_error">, string>> = {
  log_loss: `CASE WHEN y = 1 AND p IS NOT NULL THEN -ln(CASE WHEN p < ${least} THEN ${least} ELSE p END)
      WHEN y = 0 AND p IS NOT NULL THEN -ln(1e0 - CASE WHEN p > ${most} THEN ${most} ELSE p END) END`,
  brier: "CASE WHEN y IS NOT NULL THEN (p - y) * (p - y) END",
  error: "CASE WHEN y IS NOT NULL AND d IS NOT NULL THEN CASE WHEN y = d THEN 0e0 ELSE 1e0 END END",
};

function lossSql({ side, loss }: LossSource): string {
  if (loss === "absolute_error") return "abs(e)";
  return side.task === "binary" ? binaryLoss[loss] : "CAST(1 - h AS DOUBLE)";
}

/** SQL: 0 or 1, by the first digit of a row's hash: half of them begin with 0 to 7. */
function halfSql({ halvedBy, side, seed }: LossSource): string {
  if (halvedBy.length === 0) return "0";
  const texts = halvedBy.map((column) => `CAST(${identifier(column)} AS VARCHAR)`);
  const start = textLiteral(`${String(seed)}|${side.relation}|`);
  return `CASE WHEN md5(concat(${[start, texts.join(", '|', ")].join(", ")})) < '8' THEN 0 ELSE 1 END`;
}

/** The rows with a loss `x`: chosen columns' codes as c0, c1, …, and the half. */
function lossRows(source: LossSource, used: readonly number[], where: string): string {
  const codes = used.map((index) => `${source.columns[index]?.sql ?? "0"} AS c${index}`);
  return `SELECT * FROM (SELECT *, ${lossSql(source)} AS x FROM (${rowsSql(source.side, [`${halfSql(source)} AS half`, ...codes])}) l WHERE ${where}) m WHERE x IS NOT NULL`;
}

const width = ({ columns }: LossSource, index: number): number => columns[index]?.labels.length ?? 1;

/** Rows and losses of all slices of the given sets of columns in the searched half; of all its rows for an empty set. */
export function slicesQuery(source: LossSource, sets: readonly (readonly number[])[]): StatsQuery<SideSlice> {
  const used = [...new Set(sets.flat())].sort((a, b) => a - b);
  const grouped = sets.map((set) => `(${set.map((index) => `c${index}`).join(", ")})`);
  const { sql, of } = summed(source);
  return {
    name: `slices of ${used.map((index) => source.columns[index]?.column ?? "").join(", ")} in ${source.side.relation}`,
    maxRows: sets.reduce((rows, set) => rows + set.reduce((product, index) => product * width(source, index), 1), 0),
    sql: `SELECT ${[...used.map((index) => `c${index}`), sql].join(", ")}
FROM (${lossRows(source, used, "half = 0")}) r GROUP BY GROUPING SETS (${grouped.join(", ")})`,
    row: z.record(z.string(), z.number().nullable()).transform((row): SideSlice => ({
      conditions: used.flatMap((column): Condition[] => {
        const code = row[`c${column}`] ?? null;
        return code === null ? [] : [{ column, code }];
      }),
      sums: of(sumsRow.parse(row)),
    })),
  };
}

const holds = (conditions: readonly Condition[]): string =>
  conditions.map(({ column, code }) => `c${column} = ${code}`).join(" AND ");

/** Rows and losses of each slice with one more condition, over each other column given, in the searched half. */
export function thirdsQuery(
  source: LossSource,
  slices: readonly (readonly Condition[])[],
  columns: readonly number[],
): StatsQuery<SideSlice | null> {
  const others = (conditions: readonly Condition[]): readonly number[] =>
    columns.filter((column) => conditions.every((one) => one.column !== column));
  const used = [...new Set([...columns, ...slices.flat().map(({ column }) => column)])].sort((a, b) => a - b);
  const flags = slices.map((conditions, index) => `CASE WHEN ${holds(conditions)} THEN 1 ELSE 0 END AS b${index}`);
  const sets = slices.flatMap((conditions, index) => others(conditions).map((column) => `(b${index}, c${column})`));
  const thirds = columns.filter((column) => slices.some((conditions) => others(conditions).includes(column)));
  const { sql, of } = summed(source);
  return {
    name: `slices of three conditions in ${source.side.relation}`,
    maxRows: slices.reduce(
      (sum, one) => sum + others(one).reduce((all, index) => all + 2 * width(source, index), 0),
      0,
    ),
    sql: `SELECT ${[...slices.map((_, index) => `b${index}`), ...thirds.map((index) => `c${index}`), sql].join(", ")}
FROM (SELECT *, ${flags.join(", ")} FROM (${lossRows(source, used, `half = 0 AND (${slices.map(holds).join(" OR ")})`)}) r) s
GROUP BY GROUPING SETS (${sets.join(", ")})`,
    row: z.record(z.string(), z.number().nullable()).transform((row): SideSlice | null => {
      const whole = slices.find((_, index) => row[`b${index}`] === 1);
      const column = thirds.find((index) => (row[`c${index}`] ?? null) !== null);
      if (whole === undefined || column === undefined) return null;
      const conditions = [...whole, { column, code: row[`c${column}`] ?? 0 }].sort((a, b) => a.column - b.column);
      return { conditions, sums: of(sumsRow.parse(row)) };
    }),
  };
}

/** Rows and losses by half and by which of the slices they belong to: at most as many rows as the slices can overlap. */
export function masksQuery(source: LossSource, slices: readonly (readonly Condition[])[]): StatsQuery<MaskCell> {
  const used = [...new Set(slices.flat().map(({ column }) => column))];
  const bits = slices.map((conditions, index) => `CASE WHEN ${holds(conditions)} THEN ${2 ** index} ELSE 0 END`);
  const { sql, of } = summed(source);
  return {
    name: `overlaps of ${slices.length} slices in ${source.side.relation}`,
    maxRows: 2 ** (slices.length + 1),
    sql: `SELECT half, mask, ${sql} FROM (SELECT half, ${bits.join(" + ") || "0"} AS mask, x
FROM (${lossRows(source, used, "TRUE")}) r) m GROUP BY half, mask ORDER BY half, mask`,
    row: z
      .object({ half: z.number(), mask: z.number(), ...sumsRow.shape })
      .transform(({ half, mask, ...sums }): MaskCell => ({ half, mask, ...of(sums) })),
  };
}
