import type { StatsSource } from "../../base/stats-source.ts";
import { mixBehaviour } from "../../stats/mix-behaviour.ts";
import type { LossSums } from "../../stats/probability-loss.ts";
import { withError } from "./estimate.ts";
import { isFeature, type Comparable } from "./features.ts";
import { valueLevels, type Level, type LevelReader } from "./levels.ts";
import type { Losses } from "./measure-change.ts";
import type { SlicePart, Split } from "./result.ts";
import type { BothRows } from "./sides.ts";
import { categoriesQuery } from "./sql/categories.ts";
import { levelSumsQuery, type LevelSums } from "./sql/level-sums.ts";

/** A group column with more values than this is looked into only for those with most rows. */
export const mostSlices = 20;

const othersLabel = "other values";

export interface SliceFrame {
  readonly rows: BothRows;
  readonly levels: LevelReader;
  readonly losses: Losses;
  readonly privacyFloor: number;
}

/** The change by the values of one column. */
export async function splitBy(source: StatsSource, column: Comparable, frame: SliceFrame): Promise<Split> {
  if (!isFeature(column)) return { column: column.column, reason: column.reason, parts: [] };
  const levels = await sliceLevels(source, column, frame);
  if (typeof levels === "string") return { column: column.column, reason: levels, parts: [] };
  const of = (side: "reference" | "production") =>
    source.rows(levelSumsQuery(frame.rows[side], levels, frame.losses[side]));
  const [before, after] = await Promise.all([of("reference"), of("production")]);
  return { column: column.column, reason: null, parts: partsOf(levels.levels, before, after, frame.privacyFloor) };
}

async function sliceLevels(source: StatsSource, column: Comparable, { rows, ...frame }: SliceFrame) {
  if (!isFeature(column)) return column.reason;
  if (column.kind === "numeric") {
    const levels = await frame.levels(source, column);
    return typeof levels === "string" ? levels : levels.coarse;
  }
  const found = await source.rows(categoriesQuery(column.column, rows));
  const most = [...found].sort((a, b) => b.reference + b.production - a.reference - a.production);
  const values = most.slice(0, mostSlices).map(({ value }) => value);
  return values.length === 0 ? ("too_few_rows" as const) : valueLevels(column.column, values, othersLabel);
}

interface Slice {
  readonly level: Level;
  readonly before: LossSums;
  readonly after: LossSums;
}

const none: LossSums = { rows: 0, sum: 0, squares: 0 };
const add = (a: LossSums, b: LossSums): LossSums => ({
  ...{ rows: a.rows + b.rows, sum: a.sum + b.sum, squares: a.squares + b.squares },
});

/** A slice with some rows, and fewer than the privacy floor, on either side is pooled with the other values. */
export function partsOf(
  levels: readonly Level[],
  before: readonly LevelSums[],
  after: readonly LevelSums[],
  privacyFloor: number,
): SlicePart[] {
  const at = (list: readonly LevelSums[], level: number): LossSums => list.find((row) => row.level === level) ?? none;
  const all = levels
    .map((level, index): Slice => ({ level, before: at(before, index), after: at(after, index) }))
    .filter((slice) => slice.before.rows + slice.after.rows > 0);
  const slices = pooled(all, privacyFloor);
  const parts = mixBehaviour(slices);
  return slices.map(({ level, before: own, after: now }, index): SlicePart => {
    const part = parts[index] ?? { mix: 0, mixError: 0, behaviour: 0, behaviourError: 0 };
    return {
      ...{ label: level.label, nature: level.nature, reference: meanOf(own), production: meanOf(now) },
      ...{ mix: withError(part.mix, part.mixError), behaviour: withError(part.behaviour, part.behaviourError) },
    };
  });
}

const rest: Level = { nature: "rest", label: othersLabel };

/** Too few even together, they are joined by the smallest slice, so that none can be had by subtraction. */
function pooled(all: readonly Slice[], privacyFloor: number): readonly Slice[] {
  const enough = ({ rows }: LossSums): boolean => rows === 0 || rows >= privacyFloor;
  const isNamed = ({ level, ...own }: Slice): boolean =>
    level.label !== othersLabel && enough(own.before) && enough(own.after);
  const named = all.filter(isNamed).sort((a, b) => size(b) - size(a));
  let others: Slice | null = null;
  for (const slice of all.filter((one) => !isNamed(one))) others = joined(others, slice);
  while (others !== null && named.length > 0 && !(enough(others.before) && enough(others.after)))
    others = joined(others, named.pop());
  const kept = all.filter((slice) => named.includes(slice));
  return others === null ? kept : [...kept, others];
}

const size = ({ before, after }: Slice): number => before.rows + after.rows;
const joined = (one: Slice | null, two: Slice | undefined): Slice => ({
  ...{ level: rest, before: add(one?.before ?? none, two?.before ?? none) },
  after: add(one?.after ?? none, two?.after ?? none),
});

const meanOf = ({ rows, sum }: LossSums): SlicePart["reference"] => ({ rows, mean: rows === 0 ? null : sum / rows });
