import type { StatsSource } from "../../base/stats-source.ts";
import { total } from "../../stats/shares.ts";
import { categoryBinsOf, known, type Categories } from "./category-bins.ts";
import { renaming } from "./causes.ts";
import type { ColumnPlan } from "./columns.ts";
import { blankEvidence, withoutWindows, type ColumnPart, type Frame, type WindowAxis } from "./frame.ts";
import { missingShareOf } from "./missing-share.ts";
import { bootstrapIntervals, noiseFloor } from "./noise.ts";
import type { Cause, ColumnEvidence } from "./result.ts";
import { categoricalScores } from "./scores.ts";
import { placeInList } from "../../sql/bin-expression.ts";
import { categoryCounts, type CategoryRow } from "./sql/category-counts.ts";
import { traceDrift } from "./trace.ts";
import { fullyAffectedFrom, windowAxis, type BinnedColumn, type WindowTrace } from "./trace-windows.ts";

/** Over windows and groups so many categories are told apart, those with the largest share on either side; the rest is one bin. */
const tracedCategories = 40;

const totals = (rows: readonly CategoryRow[], side: "reference" | "production"): number =>
  rows.reduce((sum, row) => sum + row[side], 0);

/** Everything about one categorical column, from its counts on both sides and, when it moved, by window and group. */
export async function examineCategorical(source: StatsSource, plan: ColumnPlan, frame: Frame): Promise<ColumnPart> {
  const rows = await source.rows(categoryCounts(plan.name));
  const nulls = rows.filter(({ part }) => part === "missing");
  const present = rows.filter(({ part }) => part !== "missing");
  const side = (name: "reference" | "production"): ColumnEvidence["reference"] => ({
    rows: totals(rows, name),
    missing: totals(nulls, name),
    infinite: 0,
  });
  const blank = { ...blankEvidence(plan), reference: side("reference"), production: side("production") };
  if (blank.production.rows === 0) return withoutWindows({ ...blank, reason: "empty_production" });
  if (totals(present, "reference") === 0) return withoutWindows({ ...blank, reason: "empty_reference" });
  const categories: Categories = {
    names: present.map(({ part, category }) => (part === "rest" ? null : category)),
    reference: [...present.map(({ reference }) => reference), blank.reference.missing],
    production: [...present.map(({ production }) => production), blank.production.missing],
    pooled: present.find(({ part }) => part === "rest")?.categories ?? 0,
  };
  const noise = noiseFloor(categories.reference, blank.production.rows, frame.config.seed, plan.name);
  const intervals = bootstrapIntervals(categories, frame.config.seed, plan.name);
  const comparable = totals(present, "production") === 0 ? "empty_production" : known(categories);
  const scores = categoricalScores(categories, comparable, frame.config.conventions);
  const { found, axis } = await follow(source, plan.name, { categories, frame, psi: scores["casefile/psi"] ?? 0 });
  const evidence: ColumnEvidence = {
    ...{ ...blank, ...found, missing: missingShareOf(blank.reference, blank.production), scores },
    psi: {
      interval: [...intervals.psi],
      js: [...intervals.js],
      noise: { sizes: [...noise.sizes], splits: noise.splits, psi: [...noise.psi], js: [...noise.js] },
    },
    bins: categoryBinsOf(categories, frame.privacyFloor),
  };
  return { evidence, axis };
}

interface Followed {
  readonly found: Pick<ColumnEvidence, "windows" | "since" | "where" | "cause">;
  readonly axis: WindowAxis | null;
}

interface Found {
  readonly categories: Categories;
  readonly frame: Frame;
  readonly psi: number | string;
}

async function follow(source: StatsSource, name: string, { categories, frame, psi }: Found): Promise<Followed> {
  const { column, names } = tracedColumn(name, categories, frame);
  const { windows, where, since, moved } = await traceDrift(source, column, frame, psi);
  const cause = moved ? renamingCause(column, names, { trace: windows, floor: frame.privacyFloor }) : null;
  return { found: { windows: windows && [...windows.psi], since, where, cause }, axis: windowAxis(windows) };
}

/** The column with only its largest categories told apart. */
function tracedColumn(
  name: string,
  { names, reference, production }: Categories,
  frame: Frame,
): { column: BinnedColumn; names: readonly string[] } {
  const [inReference, inProduction] = [total(reference), total(production)];
  const weight = (index: number): number =>
    Math.max((reference[index] ?? 0) / inReference, (production[index] ?? 0) / inProduction);
  const chosen = names
    .flatMap((category, index) => (category === null ? [] : [{ category, index }]))
    .sort((a, b) => weight(b.index) - weight(a.index) || a.index - b.index)
    .slice(0, tracedCategories);
  const pick = (counts: readonly number[]): number[] => {
    const inChosen = chosen.map(({ index }) => counts[index] ?? 0);
    const missing = counts.at(-1) ?? 0;
    return [...inChosen, total(counts) - total(inChosen) - missing, missing];
  };
  const counts = { reference: pick(reference), production: pick(production) };
  const noise = noiseFloor(counts.reference, inProduction, frame.config.seed, `${name} traced`);
  const own = chosen.map(({ category }) => category);
  // A category's place less one is its bin, and the others' is the last; edges lie between the numbers.
  const value = `(${placeInList(name, own)} + ${own.length}) % ${own.length + 1}`;
  const bins = { value, edges: own.map((_, index) => index + 0.5) };
  return { column: { name, bins, ...counts, noise }, names: own };
}

/** Looks for a renaming among the rows since the drift began, or among all of production when no time is known. */
function renamingCause(
  column: BinnedColumn,
  names: readonly string[],
  { trace, floor }: { trace: WindowTrace | null; floor: number },
): Cause | null {
  const from = trace === null ? -1 : fullyAffectedFrom(trace);
  const affected =
    trace === null || from < 0 ? [column.production] : trace.windows.slice(from).map(({ counts }) => counts);
  const after = names.map((_, index) => affected.reduce((sum, counts) => sum + (counts[index] ?? 0), 0));
  const [inReference, inAffected] = [total(column.reference), affected.reduce((sum, counts) => sum + total(counts), 0)];
  if (inAffected === 0) return null;
  const shares = names.flatMap((name, index) => {
    const before = column.reference[index] ?? 0;
    return before + (column.production[index] ?? 0) < floor
      ? []
      : [{ name, reference: before / inReference, production: (after[index] ?? 0) / inAffected }];
  });
  return renaming(shares);
}
