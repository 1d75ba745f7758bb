import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { exactSum, fromExactSum, unitFor } from "../../../sql/exact-sum.ts";
import { doubleLiteral, identifier } from "../../../sql/quote.ts";
import type { BoostedTrees, Tree } from "../../../stats/boosted-trees.ts";
import { codeSql, type CodedFeature } from "../../coded-column.ts";
import type { WindowSql } from "../windows.ts";
import { stepSql } from "../../../sql/step-sql.ts";

/** An input of the trees; a categorical one's codes are ranked by the errors that their rows have. */
export interface ErrorInput {
  readonly coded: CodedFeature;
  /** The rank of each code; nothing where codes have an order of their own. */
  readonly ranks: readonly number[] | null;
}

/** How rows are parted by the error that trees expect of them. */
export interface ErrorModel {
  readonly inputs: readonly ErrorInput[];
  readonly trees: BoostedTrees;
  /** Ascending: a row is in the cell behind the last cut that what is expected of it is not below. */
  readonly cuts: Float64Array;
}

export interface ErrorRows {
  readonly relation: string;
  readonly window: Pick<WindowSql, "start" | "text">;
  /** An SQL predicate over the relation's rows. */
  readonly where: string;
  /** A DOUBLE, null where it is missing. */
  readonly prediction: string;
  /** The same of the label, where errors are known: rows without one are left out, and no error is above `most`. */
  readonly truth: { readonly label: string; readonly most: number } | null;
}

const row = z.strictObject({
  ...{ day: z.string().nullable(), cell: z.number(), rows: z.number() },
  /** Exact sums of the error's size, its square and the square of that; 0 where errors are not known. */
  ...{ absolute: z.number(), squared: z.number(), fourth: z.number() },
});
export type CellRow = z.infer<typeof row>;

/** SQL of an input as the trees compare it: a number, or the rank of its category. */
function inputSql({ coded, ranks }: ErrorInput): string {
  if (coded.kind === "numeric") return `CAST(${identifier(coded.column)} AS DOUBLE)`;
  return codeSql(coded, (code) => String(ranks?.[code] ?? code));
}

/** A missing number is in the last code: it is to the right of every comparison. */
function treeSql(tree: Tree, inputs: readonly ErrorInput[]): string {
  if ("adds" in tree) return doubleLiteral(tree.adds);
  const { feature, code, left, right } = tree;
  const [name, coded] = [`f${feature}`, inputs[feature]?.coded];
  const number = (cut: number | undefined): string =>
    cut === undefined ? `${name} IS NOT NULL AND NOT isnan(${name})` : `${name} < ${doubleLiteral(cut)}`;
  const isLeft = coded?.kind === "numeric" ? number(coded.cuts[code]) : `${name} <= ${code}`;
  return `CASE WHEN ${isLeft} THEN ${treeSql(left, inputs)} ELSE ${treeSql(right, inputs)} END`;
}

/** Rows with a prediction by window and cell, and sums of their errors where they are known. */
export function errorCells({ inputs, trees, cuts }: ErrorModel, rows: ErrorRows): StatsQuery<CellRow> {
  const { relation, window, where, prediction, truth } = rows;
  const expected = [doubleLiteral(trees.base), ...trees.trees.map((tree) => treeSql(tree, inputs))].join(" + ");
  const most = truth?.most ?? 1;
  const sum = (value: string, power: number): string =>
    truth === null ? "0e0" : exactSum(value, unitFor(most ** power));
  const known = truth === null ? "" : " AND y IS NOT NULL";
  const columns = inputs.map((input, place) => `${inputSql(input)} AS f${place}`);
  return {
    name: `expected errors in ${relation}`,
    maxRows: 600_000,
    row,
    sql: `SELECT ${window.text("w")} AS day, CAST(c AS DOUBLE) AS cell, CAST(count(*) AS DOUBLE) AS "rows",
  ${sum("l", 1)} AS absolute, ${sum("l * l", 2)} AS squared, ${sum("l * l * l * l", 4)} AS fourth
FROM (SELECT w, l, ${stepSql("m", cuts, doubleLiteral)} AS c FROM (SELECT w, abs(p - y) AS l, ${expected} AS m
FROM (SELECT ${[`${window.start} AS w`, `${prediction} AS p`, `${truth?.label ?? "CAST(NULL AS DOUBLE)"} AS y`, ...columns].join(", ")}
FROM ${identifier(relation)} WHERE ${where}) a WHERE p IS NOT NULL${known}) b) d GROUP BY w, c ORDER BY 1, 2`,
  };
}

/** The sums of a row in the error's own unit. */
export function sumsOf(
  { absolute, squared, fourth }: CellRow,
  truth: ErrorRows["truth"],
): Pick<CellRow, "absolute" | "squared" | "fourth"> {
  const of = (sum: number, power: number): number => fromExactSum(sum, unitFor((truth?.most ?? 1) ** power));
  return { absolute: of(absolute, 1), squared: of(squared, 2), fourth: of(fourth, 4) };
}
