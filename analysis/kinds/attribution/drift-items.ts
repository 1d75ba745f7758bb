import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { benjaminiHochberg } from "../../stats/benjamini-hochberg.ts";
import { correlationRatio } from "../../stats/correlation-ratio.ts";
import { halfCount } from "../../stats/fills.ts";
import { psi } from "../../stats/psi.ts";
import { psiP } from "../../stats/psi-p.ts";
import { total } from "../../stats/shares.ts";
import type { FeatureColumn } from "./features.ts";
import type { FeatureLevels, LevelReader, LevelSet } from "./levels.ts";
import type { BothRows } from "./sides.ts";
import { levelSumsQuery, type LevelSums, type Summed } from "./sql/level-sums.ts";

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
}

/** A feature that shifted beyond chance among the rows with a loss. */
export interface Shifted {
  readonly column: string;
  readonly coarse: LevelSet;
  readonly psi: number;
  /** Coarse levels that occur on either side. */
  readonly occupied: number;
}

/** Number of a row that is never there: only rows are counted. */
export const nothing: Summed = { sql: "CAST(NULL AS DOUBLE)", unit: 1, squareUnit: 1 };

export const withoutDrift = (column: string, reason: Reason): FeatureDrift => ({
  ...{ column, reason, levels: null, psi: null, p: null, association: null },
});

/**
 * @param score the model's number, to see how much of it the feature's bins tell
 */
export async function featureDrift(
  source: StatsSource,
  feature: FeatureColumn,
  { rows, read, score }: { readonly rows: BothRows; readonly read: LevelReader; readonly score: Summed | null },
): Promise<FeatureDrift> {
  const { column } = feature;
  const levels = await read(source, feature);
  if (typeof levels === "string") return withoutDrift(column, levels);
  const [before, after] = await Promise.all([
    source.rows(levelSumsQuery(rows.reference, levels.fine, score ?? nothing)),
    source.rows(levelSumsQuery(rows.production, levels.fine, nothing)),
  ]);
  const counts = countsOf(before, after, ({ all }) => all);
  if (total(counts.after) === 0) return withoutDrift(column, "empty_production");
  const ratio = score === null ? null : correlationRatio(before);
  return { column, levels, reason: null, ...indexOf(counts), association: typeof ratio === "number" ? ratio : null };
}

interface Counts {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Rows of both sides over the levels that occur. */
function countsOf(
  before: readonly LevelSums[],
  after: readonly LevelSums[],
  rows: (sums: LevelSums) => number,
): Counts {
  const of = (list: readonly LevelSums[], level: number): number => {
    const found = list.find((one) => one.level === level);
    return found === undefined ? 0 : rows(found);
  };
  const levels = [...new Set([...before, ...after].map(({ level }) => level))].sort((a, b) => a - b);
  const both = levels.map((level) => [of(before, level), of(after, level)] as const).filter(([a, b]) => a + b > 0);
  return { before: both.map(([a]) => a), after: both.map(([, b]) => b) };
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
export async function shiftedFeatures(
  source: StatsSource,
  drifts: readonly FeatureDrift[],
  rows: BothRows,
  losses: { readonly reference: Summed; readonly production: Summed },
): Promise<{ readonly shifted: readonly Shifted[]; readonly still: number }> {
  const measured = await Promise.all(
    drifts.flatMap(({ column, levels }) =>
      levels === null
        ? []
        : [
            Promise.all([
              source.rows(levelSumsQuery(rows.reference, levels.coarse, losses.reference)),
              source.rows(levelSumsQuery(rows.production, levels.coarse, losses.production)),
            ]).then(([before, after]) => {
              const counts = countsOf(before, after, (sums) => sums.rows);
              return { column, coarse: levels.coarse, occupied: counts.before.length, ...indexOf(counts) };
            }),
          ],
    ),
  );
  const tested = measured.flatMap((one) =>
    one.psi === null || one.p === null ? [] : [{ ...one, psi: one.psi, p: one.p }],
  );
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  const shifted = tested
    .filter((_, index) => (adjusted[index] ?? 1) <= alpha)
    .sort((a, b) => b.psi - a.psi || (a.column < b.column ? -1 : 1));
  return { shifted, still: tested.length - shifted.length };
}
