import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier, doubleLiteral } from "../../../sql/quote.ts";
import { leastProbability, type LossSums } from "../../../stats/probability-loss.ts";
import type { Coded } from "../coded.ts";
import type { Loss } from "../config.ts";
import { rowsSql, type SideSql } from "../side-sql.ts";
import type { Candidate, Condition, MaskCell } from "./slice.ts";

/** Where the rows are, what each loses, and how they are halved. */
export interface LossSource {
  readonly side: SideSql;
  readonly loss: Loss;
  readonly columns: readonly Coded[];
  /** Columns whose hash puts a row into one of the halves; none for a side that is not halved. */
  readonly halvedBy: readonly string[];
}

/** Losses and their squares are summed as whole multiples of these, exactly and in any order. */
const lossUnit = 2 ** 30;
const squareUnit = 2 ** 24;

const sums = {
  rows: z.number(),
  sum: z.number().transform((sum) => sum / lossUnit),
  squares: z.number().transform((sum) => sum / squareUnit),
};
const sumsSql = `count(*)::DOUBLE AS "rows", CAST(sum(l) AS DOUBLE) AS sum, CAST(sum(l2) AS DOUBLE) AS squares`;

const [least, most] = [doubleLiteral(leastProbability), doubleLiteral(1 - leastProbability)];
const lossSql: Readonly<Record<Loss, string>> = {
  log_loss: `CASE WHEN y = 1 AND p IS NOT NULL THEN -ln(CASE WHEN p < ${least} THEN ${least} ELSE p END)
      WHEN y = 0 AND p IS NOT NULL THEN -ln(1e0 - CASE WHEN p > ${most} THEN ${most} ELSE p END) END`,
  brier: "CASE WHEN y IS NOT NULL THEN (p - y) * (p - y) END",
  error: "CASE WHEN y IS NOT NULL AND d IS NOT NULL THEN CASE WHEN y = d THEN 0e0 ELSE 1e0 END END",
};

/** The rows with a loss: chosen columns' codes as c0, c1, …, the half, and the loss as whole numbers. */
function lossRows({ side, loss, columns, halvedBy }: LossSource, used: readonly number[], where: string): string {
  const codes = used.map((index) => `${columns[index]?.sql ?? "0"} AS c${index}`);
  const half =
    halvedBy.length === 0 ? "0" : `CAST((hash(${halvedBy.map(identifier).join(", ")}) >> 20) & 1 AS INTEGER)`;
  return `SELECT *, CAST(round(x * ${lossUnit.toExponential()}) AS BIGINT) AS l, CAST(round(x * x * ${squareUnit.toExponential()}) AS BIGINT) AS l2
  FROM (SELECT *, ${lossSql[loss]} AS x FROM (${rowsSql(side, [`${half} AS half`, ...codes])}) l WHERE ${where}) m WHERE x IS NOT NULL`;
}

/** Rows and losses of all slices of the given sets of columns, among the searched rows where `within` holds. */
export function slicesQuery(
  source: LossSource,
  sets: readonly (readonly number[])[],
  within: readonly Condition[],
): StatsQuery<Candidate> {
  const cut = [...new Set(sets.flat())].sort((a, b) => a - b);
  const used = [...new Set([...cut, ...within.map(({ column }) => column)])];
  const where = ["half = 0", ...within.map(({ column, code }) => `c${column} = ${code}`)].join(" AND ");
  const grouped = sets.map((set) => `(${set.map((index) => `c${index}`).join(", ")})`);
  const width = (index: number): number => source.columns[index]?.labels.length ?? 1;
  return {
    name: `slices of ${cut.map((index) => source.columns[index]?.column ?? "").join(", ")}`,
    maxRows: sets.reduce((rows, set) => rows + set.reduce((product, index) => product * width(index), 1), 0),
    sql: `SELECT ${cut.map((index) => `c${index}`).join(", ")}, ${sumsSql}
FROM (${lossRows(source, used, where)}) r GROUP BY GROUPING SETS (${grouped.join(", ")})`,
    row: z.record(z.string(), z.number().nullable()).transform((row): Candidate => {
      const own = cut.flatMap((column): Condition[] => {
        const code = row[`c${column}`] ?? null;
        return code === null ? [] : [{ column, code }];
      });
      const conditions = [...within, ...own].sort((a, b) => a.column - b.column);
      return { conditions, sums: z.object(sums).parse(row) };
    }),
  };
}

/** Rows and losses of the searched half together. */
export function totalQuery(source: LossSource): StatsQuery<LossSums> {
  const { rows, sum, squares } = sums;
  return {
    name: `loss in ${source.side.relation}`,
    maxRows: 1,
    sql: `SELECT count(*)::DOUBLE AS "rows", coalesce(CAST(sum(l) AS DOUBLE), 0e0) AS sum, coalesce(CAST(sum(l2) AS DOUBLE), 0e0) AS squares
FROM (${lossRows(source, [], "half = 0")}) r`,
    row: z.object({ rows, sum, squares }),
  };
}

/** Rows and losses by half and by which of the slices they belong to: at most as many rows as the slices can overlap. */
export function masksQuery(source: LossSource, slices: readonly (readonly Condition[])[]): StatsQuery<MaskCell> {
  const used = [...new Set(slices.flat().map(({ column }) => column))];
  const bits = slices.map((conditions, index) => {
    const all = conditions.map(({ column, code }) => `c${column} = ${code}`).join(" AND ");
    return `CASE WHEN ${all} THEN ${2 ** index} ELSE 0 END`;
  });
  return {
    name: `overlaps of ${slices.length} slices in ${source.side.relation}`,
    maxRows: 2 ** (slices.length + 1),
    sql: `SELECT half, mask, ${sumsSql} FROM (SELECT half, ${bits.join(" + ") || "0"} AS mask, l, l2
FROM (${lossRows(source, used, "TRUE")}) r) m GROUP BY half, mask ORDER BY half, mask`,
    row: z.object({ half: z.number(), mask: z.number(), ...sums }),
  };
}
