import type { Cause } from "./result.ts";

const wholeFactors = [7, 10, 12, 24, 60, 100, 365, 1000, 1024, 3600, 1e4, 1e5, 1e6, 1048576, 1e9];
/** km a mile, m a foot, cm an inch, lb a kg, g an oz, km/h a m/s, °F a °C step, J a cal. */
const measures = [1.609344, 3.28084, 2.54, 2.20462, 28.3495, 3.6, 1.8, 4.184];
const knownFactors = [...wholeFactors, ...measures].flatMap((factor) => [factor, 1 / factor]);

/**
 * A change of unit: the quantiles of the affected rows are the reference's times one factor.
 * @param reference quantiles at the same probabilities as `production`, none 0 and of one sign with them
 * @param production quantiles of the affected rows
 * @returns the factor, the nearest usual one when it lies within 3 %; nothing when the ratios differ by more than a tenth
 *   (a quarter around a usual factor) or the factor is between 2/3 and 3/2
 */
export function unitChange(reference: readonly number[], production: readonly number[], rows: number): Cause | null {
  const ratios = reference.map((value, index) => (production[index] ?? 0) / value);
  if (ratios.length === 0 || !ratios.every((ratio) => Number.isFinite(ratio) && ratio > 0)) return null;
  const sorted = [...ratios].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1] ?? 1;
  const spread = (sorted.at(-1) ?? 1) / (sorted[0] ?? 1);
  if (middle > 2 / 3 && middle < 3 / 2) return null;
  const usual = knownFactors.find((factor) => Math.abs(Math.log(middle / factor)) < 0.03);
  if (spread > (usual === undefined ? 1.1 : 1.25)) return null;
  return { type: "unit", factor: usual ?? Number(middle.toPrecision(3)), known: usual !== undefined, rows };
}

export interface CategoryShares {
  readonly name: string;
  /** Share of the reference's rows, and of the affected rows of production. */
  readonly reference: number;
  readonly production: number;
}

/** A category counts as gone, or as new, when less than this part of its share on the other side is left. */
const remnant = 0.1;

/** A renaming: one category vanished while another of a similar share (within a quarter) appeared; the largest such pair. */
export function renaming(categories: readonly CategoryShares[]): Cause | null {
  const gone = categories.filter(({ reference, production }) => reference >= 0.01 && production <= remnant * reference);
  const fresh = categories.filter(
    ({ reference, production }) => production >= 0.01 && reference <= remnant * production,
  );
  const pairs = gone.flatMap((from) =>
    fresh
      .filter((to) => Math.abs(to.production - from.reference) <= 0.25 * Math.max(to.production, from.reference))
      .map((to) => ({ from, to, gap: Math.abs(to.production - from.reference) })),
  );
  pairs.sort((a, b) => b.from.reference - a.from.reference || a.gap - b.gap);
  const [best] = pairs;
  return best === undefined
    ? null
    : { type: "renaming", from: best.from.name, to: best.to.name, share: best.to.production };
}
