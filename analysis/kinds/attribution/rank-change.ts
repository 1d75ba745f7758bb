import type { Reason } from "../../base/reasons.ts";
import type { GroupsQuery, StatsSource } from "../../base/stats-source.ts";
import { splitAuc, type RankedSide } from "../../stats/auc-split.ts";
import { placementsOf } from "../../stats/pair-placements.ts";
import { delongError, rankSums, rocAuc } from "../../stats/roc-auc.ts";
import { total } from "../../stats/shares.ts";
import { groupOf } from "../../stats/grouped-counts.ts";
import { mergeAllCounts, type SortedCounts } from "../../stats/sorted-counts.ts";
import { withError } from "./estimate.ts";
import { isFeature, type Comparable } from "./features.ts";
import { everything, type LevelReader, type LevelSet } from "./levels.ts";
import type { RankedSql } from "./loss.ts";
import type { MeanLoss, Means } from "./measure-change.ts";
import { poolSlices } from "./pool-slices.ts";
import type { SlicePart, Split } from "./result.ts";
import type { BothRows, RowsOf } from "./sides.ts";
import { sliceLevels } from "./slices.ts";

/** Values of a column that are slices of their own; pairs of slices grow with the square. */
const mostRankedSlices = 10;

export interface RankFrame {
  readonly rows: BothRows;
  readonly levels: LevelReader;
  readonly ranked: { readonly reference: RankedSql; readonly production: RankedSql };
  readonly privacyFloor: number;
}

/** Both sides' ROC AUC with DeLong's errors, or `one_class`. */
export async function rankedMeans(source: StatsSource, frame: RankFrame): Promise<Means | Reason> {
  const of = async (side: keyof BothRows): Promise<MeanLoss | Reason> => {
    const [scores] = await scoresBy(source, everything, frame, side);
    if (scores === undefined) return "too_few_rows";
    const sums = rankSums(scores.positive, scores.negative);
    const area = rocAuc(sums);
    return typeof area === "number" ? { mean: area, error: delongError(sums) } : area;
  };
  const [reference, production] = await Promise.all([of("reference"), of("production")]);
  if (typeof reference === "string") return reference;
  return typeof production === "string" ? production : { reference, production };
}

/** The change of ROC AUC by the values of one column. */
export async function rankedSplit(source: StatsSource, column: Comparable, frame: RankFrame): Promise<Split> {
  const name = column.column;
  if (!isFeature(column)) return { column: name, reason: column.reason, parts: [] };
  const levels = await sliceLevels(source, column, frame, mostRankedSlices);
  if (typeof levels === "string") return { column: name, reason: levels, parts: [] };
  const [before, after] = await Promise.all([
    scoresBy(source, levels, frame, "reference"),
    scoresBy(source, levels, frame, "production"),
  ]);
  const parts = rankedParts(levels, before, after, frame.privacyFloor);
  return parts === null ? { column: name, reason: "one_class", parts: [] } : { column: name, reason: null, parts };
}

/** One level's scores by class. */
interface ClassScores {
  readonly positive: SortedCounts;
  readonly negative: SortedCounts;
}

async function scoresBy(
  source: StatsSource,
  levels: LevelSet,
  { rows, ranked }: RankFrame,
  side: keyof BothRows,
): Promise<readonly ClassScores[]> {
  const groups = await source.groupedValues(scoresQuery(rows[side], levels, ranked[side]));
  return levels.levels.map((_, level) => ({
    positive: groupOf(groups, 2 * level + 1),
    negative: groupOf(groups, 2 * level),
  }));
}

const scoresQuery = ({ relation, where }: RowsOf, levels: LevelSet, { label, score }: RankedSql): GroupsQuery => ({
  ...{ relation, value: score, maxGroups: 2 * levels.levels.length },
  key: `CASE WHEN (${where}) AND (${score}) IS NOT NULL THEN 2 * (${levels.sql}) + (${label}) END`,
});

function rankedParts(
  { levels }: LevelSet,
  before: readonly ClassScores[],
  after: readonly ClassScores[],
  privacyFloor: number,
): SlicePart[] | null {
  const rowsOf = ({ positive, negative }: ClassScores): number[] => [total(positive.counts), total(negative.counts)];
  const counts = levels.map((_, level) => [before[level], after[level]].flatMap((one) => (one ? rowsOf(one) : [0, 0])));
  const slices = poolSlices(levels, counts, privacyFloor);
  const side = (list: readonly ClassScores[]): readonly ClassScores[] =>
    slices.map(({ members }) => {
      const own = members.flatMap((place) => list[place] ?? []);
      return {
        positive: mergeAllCounts(own.map(({ positive }) => positive)),
        negative: mergeAllCounts(own.map(({ negative }) => negative)),
      };
    });
  const [one, two] = [placed(side(before)), placed(side(after))];
  const split = splitAuc(one, two);
  return split === null
    ? null
    : slices.map(({ level }, place): SlicePart => {
        const part = split.parts[place] ?? { mix: 0, mixError: 0, behaviour: 0, behaviourError: 0 };
        const [reference, production] = [ownArea(one, place), ownArea(two, place)];
        const undefinedSide = [reference, production].some(({ rows, mean }) => rows > 0 && mean === null);
        return {
          ...{ label: level.label, nature: level.nature, reference, production },
          reason: undefinedSide ? "one_class" : null,
          ...{ mix: withError(part.mix, part.mixError), behaviour: withError(part.behaviour, part.behaviourError) },
        };
      });
}

function placed(scores: readonly ClassScores[]): RankedSide {
  const [above, below] = [scores.map(({ positive }) => positive), scores.map(({ negative }) => negative)];
  return { positives: placementsOf(above, below), negatives: placementsOf(below, above) };
}

/** The area inside a slice; none where it has one class. */
function ownArea({ positives, negatives }: RankedSide, place: number): SlicePart["reference"] {
  const [above, below] = [positives.rows[place] ?? 0, negatives.rows[place] ?? 0];
  const mean = positives.means[place * positives.slices + place] ?? 0;
  return { rows: above + below, mean: above > 0 && below > 0 ? mean : null };
}
