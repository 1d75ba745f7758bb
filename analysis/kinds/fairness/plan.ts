import { fail } from "../../base/errors.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext } from "../context.ts";
import type { Task } from "../kind.ts";
import { hasTime, timeFrame, type TimeFrame } from "../time-windows.ts";
import { codeColumns, type ColumnCode } from "./code-columns.ts";
import type { Coded } from "./coded.ts";
import type { FairnessConfig } from "./config.ts";
import { slicesTask } from "./discovery/plan.ts";
import type { Cross, FairnessPart, GroupsPart } from "./parts.ts";
import { choose } from "./sets.ts";
import { refusalOf, sideSql } from "./side-sql.ts";
import { cellCount, cellsQuery, codesOf, scoresQuery, windowsQuery } from "./sql/counts.ts";

/** Columns that one cell compares groups of. */
const mostColumns = 8;
/** Values that a group column is told apart by. */
const mostValues = 20;
/** Cells of a cross product that one query may give. */
const mostCells = 11_000;
/** Cells of a cross product that are also asked by window and by score. */
const fewCells = 400;

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
  const discovers = config.discovery.on && refusalOf(context) === null;
  return [groupsTask(config, context), ...(discovers ? [slicesTask(config, context)] : [])];
}

const groupsTask = (config: FairnessConfig, context: CellContext): Task<GroupsPart> => ({
  label: "groups",
  run: (source) => readGroups(source, config, context),
});

async function readGroups(source: StatsSource, config: FairnessConfig, context: CellContext): Promise<GroupsPart> {
  const names = refusalOf(context) === null ? [...new Set(config.by ?? context.model?.columns.groups ?? [])] : [];
  const cutting = { context, most: mostValues, bins: config.bins };
  const known = await codeColumns(source, names.slice(0, mostColumns), cutting);
  const beyond = names
    .slice(mostColumns)
    .map((column): ColumnCode => ({ column, coded: null, reason: "too_many_columns" }));
  const coded = known.flatMap((column) => (column.coded === null ? [] : [column.coded]));
  const sides = {
    reference: sideSql(context, "reference", config.decision),
    production: sideSql(context, "production", config.decision),
  };
  const asked: Asked = { source, config, context, sides };
  const [crosses, windows, scores] = await Promise.all([
    readCrosses(asked, coded),
    readWindows(asked, coded),
    readScores(asked, coded),
  ]);
  const lacks = { reference: sides.reference?.lacks ?? null, production: sides.production?.lacks ?? null };
  return { part: "groups", columns: [...known, ...beyond], lacks, crosses, windows, scores };
}

interface Asked {
  readonly source: StatsSource;
  readonly config: FairnessConfig;
  readonly context: CellContext;
  readonly sides: Record<"reference" | "production", ReturnType<typeof sideSql>>;
}

/** The cross product of all columns where it is small, else of each choice of as many as are crossed. */
function readCrosses({ source, config, context, sides }: Asked, coded: readonly Coded[]): Promise<readonly Cross[]> {
  const whole = coded.length <= 3 && cellCount(coded) <= mostCells;
  const sets = coded.length === 0 ? [[]] : whole ? [coded] : choose(coded, Math.min(config.depth, coded.length));
  const read = async (side: "reference" | "production", columns: readonly Coded[]) => {
    const [given, dataset] = [sides[side], context[side]];
    const has = columns.every(({ column }) => dataset?.columns.some(({ name }) => name === column));
    if (given === null || !has) return null;
    return source.rows(cellsQuery(given.sql, columns));
  };
  return Promise.all(
    sets.map(async (columns): Promise<Cross> => {
      const [reference, production] = await Promise.all([read("reference", columns), read("production", columns)]);
      return { columns, rows: { reference, production } };
    }),
  );
}

/** Asks about all columns in one pass where their cross product is small, else about each, and answers by column. */
async function byColumn<Row extends { readonly cell: number }>(
  coded: readonly Coded[],
  ask: (columns: readonly Coded[]) => Promise<readonly Row[]>,
): Promise<readonly (readonly Row[])[]> {
  if (coded.length === 0 || cellCount(coded) > fewCells) return Promise.all(coded.map((column) => ask([column])));
  const rows = await ask(coded);
  return coded.map((_, place) => rows.map((row) => ({ ...row, cell: codesOf(row.cell, coded)[place] ?? 0 })));
}

/** Weeks by default: a group's positives of a day are few. */
const rowsAWindow = 50;

export const frameOf = (config: FairnessConfig, context: CellContext): TimeFrame | null => {
  const sides = [context.production];
  return timeFrame(context, { windows: config.windows, rowsAWindow: rowsAWindow * config.min_rows, sides });
};

async function readWindows({ source, config, context, sides }: Asked, coded: readonly Coded[]) {
  const [frame, { production }] = [frameOf(config, context), context];
  const given = sides.production;
  if (frame === null || production === null || given === null || !hasTime(production, frame.column)) return [];
  return byColumn(coded, (columns) => source.rows(windowsQuery(given.sql, columns, frame)));
}

async function readScores({ source, sides }: Asked, coded: readonly Coded[]) {
  const given = sides.production;
  if (given === null || given.lacks.score !== null) return [];
  return byColumn(coded, (columns) => source.rows(scoresQuery(given.sql, columns)));
}
