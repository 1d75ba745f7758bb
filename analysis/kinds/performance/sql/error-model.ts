import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { exactSum, fromExactSum, unitFor } from "../../../sql/exact-sum.ts";
import { doubleLiteral, identifier } from "../../../sql/quote.ts";
import { boostedMost, type BoostedTrees, type Tree } from "../../../stats/boosted-trees.ts";
import type { LossModelSums } from "../../../stats/loss-model.ts";
import { categoryBin } from "../../../sql/bin-expression.ts";
import type { CodedFeature } from "../../coded-rows.ts";
import type { WindowSql } from "../windows.ts";

/** An input of the trees; a categorical one's codes are ranked by the errors that their rows have. */
export interface ErrorInput {
  readonly coded: CodedFeature;
  /** The rank of each code; nothing where codes have an order of their own. */
  readonly ranks: readonly number[] | null;
}

/** What the size of an error depends on. */
export interface ErrorModel {
  readonly inputs: readonly ErrorInput[];
  /** Of the absolute error, and of the squared one. */
  readonly trees: { readonly absolute: BoostedTrees; readonly squared: BoostedTrees };
}
export const losses = ["absolute", "squared"] as const;
export type LossName = (typeof losses)[number];

export interface ErrorRows {
  readonly relation: string;
  readonly window: Pick<WindowSql, "start" | "text">;
  /** An SQL predicate over the relation's rows. */
  readonly where: string;
  /** A DOUBLE, null where it is missing. */
  readonly prediction: string;
  /** The same of the label, where losses are known: rows without one are left out, and no loss is above `most`. */
  readonly truth: { readonly label: string; readonly most: number } | null;
}

const row = z.strictObject({ day: z.string().nullable(), rows: z.number() }).catchall(z.number());
export type ModelRow = z.infer<typeof row>;

/** SQL of an input as the trees compare it: a number, or the rank of its category. */
function inputSql({ coded, ranks }: ErrorInput): string {
  if (coded.kind === "numeric") return `CAST(${identifier(coded.column)} AS DOUBLE)`;
  const last = coded.values.length + 1;
  const places = (ranks ?? []).slice(0, -1).map((rank, code) => `WHEN ${code} THEN ${rank}`);
  return `CASE ${categoryBin(coded.column, coded.values)} ${places.join(" ")} ELSE ${ranks?.[last] ?? last} END`;
}

function treeSql(tree: Tree, inputs: readonly ErrorInput[]): string {
  if ("adds" in tree) return doubleLiteral(tree.adds);
  const { feature, code, left, right } = tree;
  const coded = inputs[feature]?.coded;
  const cut = coded?.kind === "numeric" ? coded.cuts[code] : undefined;
  const name = `f${feature}`;
  const isLeft =
    coded?.kind !== "numeric"
      ? `${name} <= ${code}`
      : cut === undefined
        ? `${name} IS NOT NULL AND NOT isnan(${name})`
        : `${name} < ${doubleLiteral(cut)}`;
  return `CASE WHEN ${isLeft} THEN ${treeSql(left, inputs)} ELSE ${treeSql(right, inputs)} END`;
}

/** The largest loss, which tells how finely losses can be added up. */
const mostOf = (name: LossName, { most }: { readonly most: number }): number => (name === "absolute" ? most : most * most);

/** By window: rows, and by loss the exact sums that stats/loss-model.ts wants; `sumsOf` reads them. */
export function modelSums({ inputs, trees }: ErrorModel, rows: ErrorRows): StatsQuery<ModelRow> {
  const { relation, window, where, prediction, truth } = rows;
  const expected = (name: LossName): string => {
    const { base, trees: list } = trees[name];
    const sum = [doubleLiteral(base), ...list.map((tree) => treeSql(tree, inputs))].join(" + ");
    return `greatest(0e0, ${sum}) AS m_${name}`;
  };
  const summed = losses.flatMap((name) => {
    const [m, l, most] = [`m_${name}`, `l_${name}`, boostedMost(trees[name])];
    const ofModel = [
      `${exactSum(m, unitFor(most))} AS ${m}`,
      `${exactSum(`${m} * ${m}`, unitFor(most * most))} AS ${m}_squares`,
    ];
    if (truth === null) return ofModel;
    const largest = mostOf(name, truth);
    return [
      ...ofModel,
      `${exactSum(l, unitFor(largest))} AS ${l}`,
      `${exactSum(`${l} * ${l}`, unitFor(largest * largest))} AS ${l}_squares`,
      `${exactSum(`${l} * ${m}`, unitFor(largest * most))} AS ${l}_product`,
    ];
  });
  const error = truth === null ? "" : `, abs(p - y) AS l_absolute, (p - y) * (p - y) AS l_squared`;
  const columns = inputs.map((input, place) => `${inputSql(input)} AS f${place}`);
  return {
    name: `expected errors in ${relation}`,
    maxRows: 20_000,
    row,
    sql: `SELECT ${window.text("w")} AS day, CAST(count(*) AS DOUBLE) AS "rows", ${summed.join(", ")}
FROM (SELECT w, ${losses.map(expected).join(", ")}${error}
FROM (SELECT ${[`${window.start} AS w`, `${prediction} AS p`, ...(truth === null ? [] : [`${truth.label} AS y`]), ...columns].join(", ")}
FROM ${identifier(relation)} WHERE ${where}) a WHERE p IS NOT NULL${truth === null ? "" : " AND y IS NOT NULL"}) b GROUP BY w ORDER BY 1`,
  };
}

/** One loss's sums of a row of `modelSums`; without known losses those are 0. */
export function sumsOf(
  row: ModelRow,
  name: LossName,
  { trees }: ErrorModel,
  truth: ErrorRows["truth"],
): LossModelSums {
  const most = boostedMost(trees[name]);
  const largest = truth === null ? 1 : mostOf(name, truth);
  const of = (key: string, size: number): number => fromExactSum(row[`${key}`] ?? 0, unitFor(size));
  return {
    rows: row.rows,
    model: of(`m_${name}`, most),
    modelSquares: of(`m_${name}_squares`, most * most),
    loss: of(`l_${name}`, largest),
    lossSquares: of(`l_${name}_squares`, largest * largest),
    product: of(`l_${name}_product`, largest * most),
  };
}
