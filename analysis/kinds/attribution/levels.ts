import type { Reason } from "../../base/reasons.ts";
import { formatNumber } from "../../base/format.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { categoryBin, numberBin } from "../../sql/bin-expression.ts";
import { identifier, textLiteral } from "../../sql/quote.ts";
import { quantiles } from "../../stats/quantiles.ts";
import { nextUp, referenceEdges } from "../../stats/reference-bins.ts";
import type { CodedFeature } from "../coded-rows.ts";
import type { FeatureColumn } from "./features.ts";
import type { BothRows, RowsOf } from "./sides.ts";
import { categoriesQuery, type CategoryRow } from "./sql/categories.ts";

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
  /** Of text: rows are counted by their value first, and levels are found of values. */
  readonly byValue?: KeyedLevels;
}

/** A row's key, and what becomes of a key `v`: rows are grouped by keys, keys by levels. */
export interface KeyedLevels {
  readonly key: string;
  readonly level: string;
}

/** All rows are one level. */
export const everything: LevelSet = { column: "all rows", sql: "0", levels: [{ nature: "rest", label: "all rows" }] };

/** A feature at two widths: bins as drift has them, and a few that still have rows when features are crossed. */
export interface FeatureLevels {
  readonly column: string;
  readonly fine: LevelSet;
  readonly coarse: LevelSet;
  readonly coded: CodedFeature;
  readonly joint: JointLevels;
}

/** Levels fine enough for both widths, so that rows are counted once; by joint level its place in either. */
export interface JointLevels extends KeyedLevels {
  readonly column: string;
  readonly fineOf: readonly number[];
  readonly coarseOf: readonly number[];
}

const missing: Level = { nature: "missing", label: "missing" };
const rest = (label: string): Level => ({ nature: "rest", label });

/** Bins give −1 for missing; here it is the last level. */
const lastForMissing = (bin: string, levels: number): string => `coalesce(nullif(${bin}, -1), ${levels - 1})`;

const set = (column: string, bin: string, levels: readonly Level[]): LevelSet => ({
  ...{ column, levels, sql: lastForMissing(bin, levels.length) },
});

/** Reads how columns are cut: several tasks of a cell cut the same ones, and each is read once. */
export interface LevelReader {
  /** The levels of a feature, or `empty_reference` where the reference has no value to cut at. */
  features(source: StatsSource, feature: FeatureColumn): Promise<FeatureLevels | Reason>;
  categories(source: StatsSource, column: string): Promise<readonly CategoryRow[]>;
}

export function levelReader(rows: BothRows): LevelReader {
  const categories = oncePerName((source: StatsSource, column) => source.rows(categoriesQuery(column, rows)));
  const numeric = oncePerName((source: StatsSource, column) => numericLevels(source, column, rows.reference));
  const text = oncePerName(async (source: StatsSource, column) =>
    textLevels(column, await categories(source, column), rows.reference),
  );
  return {
    categories,
    features: (source, { column, kind }) => (kind === "numeric" ? numeric : text)(source, column),
  };
}

function oncePerName<Found>(read: (source: StatsSource, name: string) => Promise<Found>): typeof read {
  const known = new Map<string, Promise<Found>>();
  return (source, name) => {
    const found = known.get(name) ?? read(source, name);
    known.set(name, found);
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
    joint: jointBins(column, edges, cuts),
  };
}

/** Bins between the edges of both widths together. */
function jointBins(column: string, edges: readonly number[], cuts: readonly number[]): JointLevels {
  const all = [...new Set([...edges, ...cuts])].sort((a, b) => a - b);
  // A bin begins at the edge before it; the first lies below all, and the missing come last.
  const places = (of: readonly number[]): readonly number[] => [
    ...[Number.NEGATIVE_INFINITY, ...all].map((from) => of.filter((edge) => edge <= from).length),
    of.length + 1,
  ];
  const key = lastForMissing(numberBin(column, all), all.length + 2);
  return { column, key, level: "v", fineOf: places(edges), coarseOf: places(cuts) };
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

function textLevels(column: string, found: readonly CategoryRow[], reference: RowsOf): FeatureLevels | Reason {
  const known = found.filter((row) => row.reference > 0).map(({ value }) => value);
  if (known.length === 0) return "empty_reference";
  const all = found.map(({ value }) => value);
  const own = known.slice(0, mostCrossed);
  const listed = found.length === found[0]?.values;
  const isKnown = listed ? inSql(textOf(column), known) : occursSql(column, column, reference);
  return {
    column,
    fine: valueLevels(column, all, "others"),
    coarse: knownAndNew(column, own, isKnown),
    coded: { column, kind: "categorical", values: all },
    joint: jointCategories(column, found, own, listed ? "TRUE" : occursSql("v", column, reference)),
  };
}

export const valueLevels = (column: string, values: readonly string[], others: string): LevelSet => {
  const levels = [...values.map((label): Level => ({ nature: "value", label })), rest(others), missing];
  const byValue = { key: textOf(column), level: lastForMissing(categoryBin("v", values), levels.length) };
  return { ...set(column, categoryBin(column, values), levels), byValue };
};

const textOf = (column: string): string => `CAST(${identifier(column)} AS VARCHAR)`;

const inSql = (text: string, values: readonly string[]): string => `${text} IN (${values.map(textLiteral).join(", ")})`;

/** Whether the reference has the value of `name` in `column`. */
function occursSql(name: string, column: string, { relation, where }: RowsOf): string {
  const [value, own] = [textOf(name), textOf(column)];
  return `${value} IN (SELECT ${own} FROM ${identifier(relation)} WHERE (${where}) AND ${identifier(column)} IS NOT NULL)`;
}

/** Other categories are told apart by whether the reference has them. */
function knownAndNew(column: string, values: readonly string[], isKnown: string): LevelSet {
  const bin = categoryBin(column, values);
  const levels: readonly Level[] = [
    ...values.map((label): Level => ({ nature: "value", label })),
    ...[rest("other values of the reference"), rest("values new since the reference"), missing],
  ];
  const sql = `CASE WHEN (${bin}) = ${values.length} AND NOT (${isKnown}) THEN ${values.length + 1} ELSE ${bin} END`;
  return set(column, sql, levels);
}

/** Listed categories, others that the reference has, others that it has not, missing. */
function jointCategories(
  column: string,
  found: readonly CategoryRow[],
  own: readonly string[],
  isKnown: string,
): JointLevels {
  const bin = categoryBin(
    "v",
    found.map(({ value }) => value),
  );
  const [others, after] = [found.length, own.length];
  const coarse = found.map(({ value, reference }) =>
    own.includes(value) ? own.indexOf(value) : reference > 0 ? after : after + 1,
  );
  const level = `CASE WHEN (${bin}) = ${others} AND NOT (${isKnown}) THEN ${others + 1} ELSE ${lastForMissing(bin, others + 3)} END`;
  return {
    ...{ column, key: textOf(column), level },
    fineOf: [...found.keys(), others, others, others + 1],
    coarseOf: [...coarse, after, after + 1, after + 2],
  };
}
