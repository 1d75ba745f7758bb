import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { mixBehaviour, whole } from "../../stats/mix-behaviour.ts";
import type { LossSums } from "../../stats/probability-loss.ts";
import { withError } from "./estimate.ts";
import { isFeature, type Comparable, type FeatureColumn } from "./features.ts";
import { valueLevels, type Level, type LevelReader, type LevelSet } from "./levels.ts";
import type { Losses } from "./measure-change.ts";
import { othersLabel, poolSlices } from "./pool-slices.ts";
import type { SlicePart, Split } from "./result.ts";
import type { BothRows } from "./sides.ts";
import { levelSumsQuery, type LevelSums } from "./sql/level-sums.ts";

/** A group column with more values than this is looked into only for those with most rows. */
export const mostSlices = 20;

export interface SliceFrame {
  readonly rows: BothRows;
  readonly levels: LevelReader;
  readonly losses: Losses;
  readonly privacyFloor: number;
}

/** The change by the values of one column. */
export async function splitBy(source: StatsSource, column: Comparable, frame: SliceFrame): Promise<Split> {
  if (!isFeature(column)) return { column: column.column, reason: column.reason, parts: [] };
  const levels = await sliceLevels(source, column, frame, mostSlices);
  if (typeof levels === "string") return { column: column.column, reason: levels, parts: [] };
  const of = (side: "reference" | "production") =>
    source.rows(levelSumsQuery(frame.rows[side], levels, frame.losses[side]));
  const [before, after] = await Promise.all([of("reference"), of("production")]);
  return { column: column.column, reason: null, parts: partsOf(levels.levels, before, after, frame.privacyFloor) };
}

/** The slices of a column, those with most rows first where there are too many, or why there are none. */
export async function sliceLevels(
  source: StatsSource,
  column: FeatureColumn,
  { levels: read }: Pick<SliceFrame, "levels">,
  most: number,
): Promise<LevelSet | Reason> {
  if (column.kind === "numeric") {
    const levels = await read.features(source, column);
    return typeof levels === "string" ? levels : levels.coarse;
  }
  const found = await read.categories(source, column.column);
  const values = [...found]
    .sort((a, b) => b.reference + b.production - a.reference - a.production)
    .slice(0, most)
    .map(({ value }) => value);
  return values.length === 0 ? "too_few_rows" : valueLevels(column.column, values, othersLabel);
}

const none: LossSums = { rows: 0, sum: 0, squares: 0 };

/** A slice with some rows, and fewer than the privacy floor, on either side is pooled with the other values. */
export function partsOf(
  levels: readonly Level[],
  before: readonly LevelSums[],
  after: readonly LevelSums[],
  privacyFloor: number,
): SlicePart[] {
  const at = (list: readonly LevelSums[], level: number): LossSums => list.find((row) => row.level === level) ?? none;
  const counts = levels.map((_, level) => [at(before, level).rows, at(after, level).rows]);
  const slices = poolSlices(levels, counts, privacyFloor).map(({ level, members }) => ({
    ...{ level, before: whole(members.map((place) => at(before, place))) },
    after: whole(members.map((place) => at(after, place))),
  }));
  const parts = mixBehaviour(slices);
  return slices.map(({ level, before: own, after: now }, index): SlicePart => {
    const part = parts[index] ?? { mix: 0, mixError: 0, behaviour: 0, behaviourError: 0 };
    return {
      ...{ label: level.label, nature: level.nature, reference: meanOf(own), production: meanOf(now), reason: null },
      ...{ mix: withError(part.mix, part.mixError), behaviour: withError(part.behaviour, part.behaviourError) },
    };
  });
}

const meanOf = ({ rows, sum }: LossSums): SlicePart["reference"] => ({ rows, mean: rows === 0 ? null : sum / rows });
