import { fail } from "../../base/errors.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext } from "../context.ts";
import type { Task } from "../kind.ts";
import { hasTime, timeFrame, type TimeFrame } from "../time-windows.ts";
import { codeColumns, type ColumnCode } from "./code-columns.ts";
import type { Coded } from "./coded.ts";
import type { FairnessConfig } from "./config.ts";
import { slicesTask } from "./discovery/plan.ts";
import type { BySide, Cross, FairnessPart, GroupsPart } from "./parts.ts";
import { readScale } from "./read-scale.ts";
import { choose } from "./sets.ts";
import { sideSql, type SideRows, type SideSql } from "./side-sql.ts";
import { cellCount, cellsQuery, scoresQuery, windowsQuery, type Asked, type CellRow } from "./sql/counts.ts";
import { tallyOf, type Tally } from "./sql/tally.ts";
import { taskOf } from "./task.ts";

/** Columns that one cell compares groups of. */
const mostColumns = 8;
/** Values that a group column is told apart by. */
const mostValues = 20;
/** Cells that one query may give. */
const mostCells = 11_000;

/**
 * The groups and the slices, one task each. What the model lacks is a part that says so.
 * @throws `config/needs-role` when neither side is pinned
 */
export function plan(config: FairnessConfig, context: CellContext): readonly Task<FairnessPart>[] {
  if (!context.reference && !context.production)
    fail({
      code: "config/needs-role",
      message: "Fairness needs a reference or a production dataset, and this investigation has neither.",
      meaning: "There are no groups to compare.",
      fix: "Pin a file and give it one of the two roles.",
    });
  return [groupsTask(config, context), ...(config.discovery.on ? [slicesTask(config, context)] : [])];
}

const groupsTask = (config: FairnessConfig, context: CellContext): Task<GroupsPart> => ({
  label: "groups",
  run: (source) => readGroups(source, config, context),
});

async function readGroups(source: StatsSource, config: FairnessConfig, context: CellContext): Promise<GroupsPart> {
  const names = [...new Set(config.by ?? context.model?.columns.groups ?? [])];
  const cutting = { context, most: mostValues, bins: config.bins };
  const sides = {
    reference: sideSql(context, "reference", config.decision),
    production: sideSql(context, "production", config.decision),
  };
  const [known, scale] = await Promise.all([
    codeColumns(source, names.slice(0, mostColumns), cutting),
    readScale(source, [sides.reference, sides.production]),
  ]);
  const beyond = names
    .slice(mostColumns)
    .map((column): ColumnCode => ({ column, coded: null, reason: "too_many_columns" }));
  const coded = known.flatMap((column) => (column.coded === null ? [] : [column.coded]));
  const asked: Wanted = { source, config, context, sides, tally: tallyOf(taskOf(context), scale) };
  const [crosses, windows, scores] = await Promise.all([
    readCrosses(asked, coded),
    readWindows(asked, coded),
    readScores(asked, coded),
  ]);
  const lacks = { reference: sides.reference?.lacks ?? null, production: sides.production?.lacks ?? null };
  return { part: "groups", columns: [...known, ...beyond], lacks, none: asked.tally.none, crosses, windows, scores };
}

interface Wanted {
  readonly source: StatsSource;
  readonly config: FairnessConfig;
  readonly context: CellContext;
  readonly sides: BySide<SideRows>;
  readonly tally: Tally;
}

/** The cross product of all columns where it is small, else of each choice of as many as are crossed. */
async function readCrosses(wanted: Wanted, coded: readonly Coded[]): Promise<readonly Cross[]> {
  const whole = coded.length <= 3 && cellCount(coded) <= mostCells;
  const sets = whole ? [coded] : choose(coded, Math.min(wanted.config.depth, coded.length));
  const [production, reference] = await Promise.all([
    readSets(wanted, "production", sets),
    readSets(wanted, "reference", sets),
  ]);
  const of = (rows: ReadonlyMap<readonly Coded[], readonly CellRow[]> | null, set: readonly Coded[]) =>
    rows?.get(set) ?? null;
  return sets.map((columns) => ({
    columns,
    rows: { reference: of(reference, columns), production: of(production, columns) },
  }));
}

/** One side's rows by set, as many sets in one pass as have few cells together; a set with a column that the side lacks is left out. */
async function readSets(
  { source, context, sides, tally }: Wanted,
  name: keyof BySide<unknown>,
  sets: readonly (readonly Coded[])[],
): Promise<ReadonlyMap<readonly Coded[], readonly CellRow[]> | null> {
  const [given, dataset] = [sides[name], context[name]];
  if (given === null) return null;
  const present = sets.filter((set) =>
    set.every(({ column }) => dataset?.columns.some((own) => own.name === column) ?? false),
  );
  const rows = await Promise.all(
    inPasses(present).map(async (pass) => {
      const columns = [...new Set(pass.flat())];
      const found = await source.rows(cellsQuery({ side: given.sql, columns, sets: pass }, tally));
      return pass.map((set, place) => [set, found.filter((row) => row.set === place)] as const);
    }),
  );
  return new Map(rows.flat());
}

/** Sets one after the other until their cells are many. */
function inPasses(sets: readonly (readonly Coded[])[]): readonly (readonly (readonly Coded[])[])[] {
  const passes: { sets: (readonly Coded[])[]; cells: number }[] = [];
  for (const set of sets) {
    const last = passes[passes.length - 1];
    const cells = cellCount(set);
    if (last === undefined || last.cells + cells > mostCells) passes.push({ sets: [set], cells });
    else {
      last.sets.push(set);
      last.cells += cells;
    }
  }
  return passes.map((pass) => pass.sets);
}

/** Weeks by default: a group's positives of a day are few. */
const rowsAWindow = 50;

export const frameOf = (config: FairnessConfig, context: CellContext): TimeFrame | null => {
  const sides = [context.production];
  return timeFrame(context, { windows: config.windows, rowsAWindow: rowsAWindow * config.min_rows, sides });
};

async function readWindows({ source, config, context, sides, tally }: Wanted, coded: readonly Coded[]) {
  const { production } = context;
  const frame = production && frameOf(config, context);
  const given = sides.production;
  if (coded.length === 0 || given === null || production === null || frame === null) return [];
  if (!hasTime(production, frame.column)) return [];
  const rows = await source.rows(windowsQuery(oneByOne(given.sql, coded), tally, frame));
  return coded.map((_, place) => rows.filter(({ set }) => set === place));
}

/** Thresholds are a matter of two classes. */
async function readScores({ source, sides }: Wanted, coded: readonly Coded[]) {
  const given = sides.production;
  if (coded.length === 0 || given === null || given.sql.task !== "binary" || given.lacks.score !== null) return [];
  const rows = await source.rows(scoresQuery(oneByOne(given.sql, coded)));
  return coded.map((_, place) => rows.filter(({ set }) => set === place));
}

const oneByOne = (side: SideSql, columns: readonly Coded[]): Asked => ({
  ...{ side, columns, sets: columns.map((column) => [column]) },
});
