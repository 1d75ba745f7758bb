import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { benjaminiHochberg } from "../../stats/benjamini-hochberg.ts";
import { correlationRatio } from "../../stats/correlation-ratio.ts";
import { halfCount } from "../../stats/fills.ts";
import { psi } from "../../stats/psi.ts";
import { psiP } from "../../stats/psi-p.ts";
import { whole } from "../../stats/mix-behaviour.ts";
import type { LossSums } from "../../stats/probability-loss.ts";
import { total } from "../../stats/shares.ts";
import type { FeatureColumn } from "./features.ts";
import type { FeatureLevels, LevelReader, LevelSet } from "./levels.ts";
import type { BothRows } from "./sides.ts";
import { jointSumsQuery, type JointSums, type Summed } from "./sql/level-sums.ts";

/** What a feature's own counts say. */
export interface FeatureDrift {
  readonly column: string;
  /** Nothing where `reason` says why. */
  readonly levels: FeatureLevels | null;
  readonly reason: Reason | null;
  readonly psi: number | null;
  readonly p: number | null;
  /** Share of the score's variance between the feature's bins in the reference; a reason where there is no score. */
  readonly association: number | null;
  /** Rows with a loss by coarse level, of the levels that have any. */
  readonly counted: Counts | null;
}

/** A feature that shifted beyond chance among the rows with a loss. */
export interface Shifted {
  readonly column: string;
  readonly coarse: LevelSet;
  readonly psi: number;
  /** Coarse levels that occur on either side. */
  readonly occupied: number;
}

export const withoutDrift = (column: string, reason: Reason): FeatureDrift => ({
  ...{ column, reason, levels: null, psi: null, p: null, association: null, counted: null },
});

export interface DriftFrame {
  readonly rows: BothRows;
  readonly read: LevelReader;
  /** The model's number, to see how much of it the feature's bins tell. */
  readonly score: Summed | null;
  /** Predicates: which rows have a loss. */
  readonly counted: { readonly reference: string; readonly production: string };
}

export async function featureDrift(
  source: StatsSource,
  feature: FeatureColumn,
  { rows, read, score, counted }: DriftFrame,
): Promise<FeatureDrift> {
  const { column } = feature;
  const levels = await read.features(source, feature);
  if (typeof levels === "string") return withoutDrift(column, levels);
  const [before, after] = await Promise.all([
    source.rows(jointSumsQuery(rows.reference, levels.joint, { score, counted: counted.reference })),
    source.rows(jointSumsQuery(rows.production, levels.joint, { score: null, counted: counted.production })),
  ]);
  const { fineOf, coarseOf } = levels.joint;
  const fine = countsOf(fineOf, before, after, ({ all }) => all);
  if (total(fine.after) === 0) return withoutDrift(column, "empty_production");
  const ratio = score === null ? null : correlationRatio(scoresBy(fineOf, before));
  return {
    ...{ column, levels, reason: null, ...indexOf(fine) },
    association: typeof ratio === "number" ? ratio : null,
    counted: countsOf(coarseOf, before, after, (sums) => sums.counted),
  };
}

interface Counts {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Rows of both sides over the levels that occur. */
function countsOf(
  levelOf: readonly number[],
  before: readonly JointSums[],
  after: readonly JointSums[],
  rows: (sums: JointSums) => number,
): Counts {
  const of = (list: readonly JointSums[]): readonly number[] => {
    const by = new Array<number>(Math.max(...levelOf) + 1).fill(0);
    for (const sums of list) {
      const level = levelOf[sums.level] ?? 0;
      by[level] = (by[level] ?? 0) + rows(sums);
    }
    return by;
  };
  const [one, two] = [of(before), of(after)];
  const occurs = [...one.keys()].filter((level) => (one[level] ?? 0) + (two[level] ?? 0) > 0);
  return { before: occurs.map((level) => one[level] ?? 0), after: occurs.map((level) => two[level] ?? 0) };
}

/** The score's sums by level. */
function scoresBy(levelOf: readonly number[], list: readonly JointSums[]): readonly LossSums[] {
  const levels = [...new Set(levelOf)].sort((a, b) => a - b);
  return levels.map((level) => whole(list.filter((sums) => levelOf[sums.level] === level)));
}

/** `casefile/psi`, and how often chance alone gives as much. */
function indexOf({ before, after }: Counts): { readonly psi: number | null; readonly p: number | null } {
  const [n, m] = [total(before), total(after)];
  if (n === 0 || m === 0) return { psi: null, p: null };
  const value = psi(halfCount(before), halfCount(after));
  return typeof value === "number" ? { psi: value, p: psiP(value, before.length, { n, m }) } : { psi: null, p: null };
}

/** The level of the tests, after Benjamini-Hochberg, at which a feature counts as shifted. */
const alpha = 0.01;

/** Features that shifted beyond chance among the rows with a loss, most shift first; by their coarse levels. */
export function shiftedFeatures(drifts: readonly FeatureDrift[]): {
  readonly shifted: readonly Shifted[];
  readonly still: number;
} {
  const tested = drifts.flatMap(({ column, levels, counted }) => {
    if (levels === null || counted === null) return [];
    const { psi: value, p } = indexOf(counted);
    if (value === null || p === null) return [];
    return [{ column, coarse: levels.coarse, occupied: counted.before.length, psi: value, p }];
  });
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  const shifted = tested
    .filter((_, index) => (adjusted[index] ?? 1) <= alpha)
    .sort((a, b) => b.psi - a.psi || (a.column < b.column ? -1 : 1));
  return { shifted, still: tested.length - shifted.length };
}
