import type { Reason } from "../../base/reasons.ts";
import { formatNumber } from "../../base/format.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { categoryBin, numberBin } from "../../sql/bin-expression.ts";
import { identifier } from "../../sql/quote.ts";
import { quantiles } from "../../stats/quantiles.ts";
import { nextUp, referenceEdges } from "../../stats/reference-bins.ts";
import type { CodedFeature } from "../coded-rows.ts";
import type { FeatureColumn } from "./features.ts";
import type { BothRows, RowsOf } from "./sides.ts";
import { categoriesQuery } from "./sql/categories.ts";

/** `value` names a category; the others are ranges and rests. */
export interface Level {
  readonly nature: "value" | "range" | "rest" | "missing";
  readonly label: string;
}

/** A column cut into levels; `sql` gives a row's place in `levels`. */
export interface LevelSet {
  readonly column: string;
  readonly sql: string;
  readonly levels: readonly Level[];
}

/** All rows are one level. */
export const everything: LevelSet = { column: "all rows", sql: "0", levels: [{ nature: "rest", label: "all rows" }] };

/** A feature at two widths: bins as drift has them, and a few that still have rows when features are crossed. */
export interface FeatureLevels {
  readonly column: string;
  readonly fine: LevelSet;
  readonly coarse: LevelSet;
  readonly coded: CodedFeature;
}

const missing: Level = { nature: "missing", label: "missing" };
const rest = (label: string): Level => ({ nature: "rest", label });

/** Bins give −1 for missing; here it is the last level. */
const lastForMissing = (bin: string, levels: number): string => `coalesce(nullif(${bin}, -1), ${levels - 1})`;

const set = (column: string, bin: string, levels: readonly Level[]): LevelSet => ({
  ...{ column, levels, sql: lastForMissing(bin, levels.length) },
});

/** The levels of a feature, or `empty_reference` where the reference has no value to cut at. */
export type LevelReader = (source: StatsSource, feature: FeatureColumn) => Promise<FeatureLevels | Reason>;

/** Several tasks of a cell cut the same columns: each is read once. */
export function levelReader(rows: BothRows): LevelReader {
  const read = new Map<string, Promise<FeatureLevels | Reason>>();
  return (source, { column, kind }) => {
    const known = read.get(column);
    if (known !== undefined) return known;
    const found = kind === "numeric" ? numericLevels(source, column, rows.reference) : textLevels(source, column, rows);
    read.set(column, found);
    return found;
  };
}

async function numericLevels(
  source: StatsSource,
  column: string,
  { relation, where }: RowsOf,
): Promise<FeatureLevels | Reason> {
  const values = await source.values({ relation, column, where });
  if (values.values.length === 0) return "empty_reference";
  const edges = referenceEdges(values);
  const ends = [values.values[0] ?? 0, nextUp(values.values[values.values.length - 1] ?? 0)];
  const inner = quantiles(values, [0.25, 0.5, 0.75]);
  const cuts = [...new Set([ends[0] ?? 0, ...inner, ends[1] ?? 0])].filter(Number.isFinite).sort((a, b) => a - b);
  return {
    column,
    fine: set(column, numberBin(column, edges), [
      ...Array.from({ length: edges.length + 1 }, () => rest("bin")),
      missing,
    ]),
    coarse: set(column, numberBin(column, cuts), rangeLevels(cuts)),
    coded: { column, kind: "numeric", cuts: edges },
  };
}

/** The reference's smallest and largest value are single rows' values: they cut, and are not named. */
function rangeLevels(cuts: readonly number[]): readonly Level[] {
  const between = cuts.slice(1).map((to, index): Level => {
    const from = cuts[index] ?? 0;
    const [first, last] = [index === 0, index === cuts.length - 2];
    if (first && last) return { nature: "range", label: "inside the reference’s range" };
    if (first) return { nature: "range", label: `below ${formatNumber(to)}` };
    return {
      nature: "range",
      label: last ? `from ${formatNumber(from)}` : `${formatNumber(from)} to ${formatNumber(to)}`,
    };
  });
  const beyond = (label: string): Level => ({ nature: "range", label });
  return [beyond("below the reference’s range"), ...between, beyond("above the reference’s range"), missing];
}

/** Crossed with other features, so many categories of one keep a level of their own. */
const mostCrossed = 8;

async function textLevels(source: StatsSource, column: string, rows: BothRows): Promise<FeatureLevels | Reason> {
  const found = await source.rows(categoriesQuery(column, rows));
  const known = found.filter(({ reference }) => reference > 0).map(({ value }) => value);
  if (known.length === 0) return "empty_reference";
  const all = found.map(({ value }) => value);
  return {
    column,
    fine: valueLevels(column, all, "others"),
    coarse: knownAndNew(column, known.slice(0, mostCrossed), rows.reference),
    coded: { column, kind: "categorical", values: all },
  };
}

export const valueLevels = (column: string, values: readonly string[], others: string): LevelSet =>
  set(column, categoryBin(column, values), [
    ...values.map((label): Level => ({ nature: "value", label })),
    rest(others),
    missing,
  ]);

/** Other categories are told apart by whether the reference has them. */
function knownAndNew(column: string, values: readonly string[], { relation, where }: RowsOf): LevelSet {
  const text = `CAST(${identifier(column)} AS VARCHAR)`;
  const occurs = `${text} IN (SELECT ${text} FROM ${identifier(relation)} WHERE (${where}) AND ${identifier(column)} IS NOT NULL)`;
  const bin = categoryBin(column, values);
  const levels: readonly Level[] = [
    ...values.map((label): Level => ({ nature: "value", label })),
    ...[rest("other values of the reference"), rest("values new since the reference"), missing],
  ];
  const sql = `CASE WHEN (${bin}) = ${values.length} AND NOT (${occurs}) THEN ${values.length + 1} ELSE ${bin} END`;
  return set(column, sql, levels);
}
