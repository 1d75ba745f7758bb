import type { Reason } from "../../../base/reasons.ts";
import { meanContrast, type MeanContrast } from "../../../stats/mean-contrast.ts";
import type { LossSums } from "../../../stats/probability-loss.ts";

/** Losses of some rows of production, and of the reference where slices are ranked by their change; else of no rows. */
export interface SliceSums {
  readonly production: LossSums;
  readonly reference: LossSums;
}

export const noLoss: LossSums = { rows: 0, sum: 0, squares: 0 };
export const emptySums: SliceSums = { production: noLoss, reference: noLoss };

const combine = (a: LossSums, b: LossSums, sign: 1 | -1): LossSums => ({
  ...{ rows: a.rows + sign * b.rows, sum: a.sum + sign * b.sum, squares: a.squares + sign * b.squares },
});
export const lessLoss = (a: LossSums, b: LossSums): LossSums => combine(a, b, -1);
export const addSums = (a: SliceSums, b: SliceSums): SliceSums => ({
  production: combine(a.production, b.production, 1),
  reference: combine(a.reference, b.reference, 1),
});
export const lessSums = (a: SliceSums, b: SliceSums): SliceSums => ({
  production: lessLoss(a.production, b.production),
  reference: lessLoss(a.reference, b.reference),
});

/** Both have rows enough in the reference to be compared with it. */
const compares = (rows: SliceSums, others: SliceSums, least: number): boolean =>
  rows.reference.rows >= least && others.reference.rows >= least;

/**
 * How much more some rows lose than others; where the reference has rows enough of both, less the same there. Rows that the
 * reference hardly has are held against production's others alone.
 */
export function excess(rows: SliceSums, others: SliceSums, least: number): MeanContrast | Reason {
  const now = [
    { sums: rows.production, weight: 1 },
    { sums: others.production, weight: -1 },
  ];
  if (!compares(rows, others, least)) return meanContrast(now);
  return meanContrast([...now, { sums: rows.reference, weight: -1 }, { sums: others.reference, weight: 1 }]);
}

const mean = ({ rows, sum }: LossSums): number => (rows === 0 ? 0 : sum / rows);

/** The same difference without its uncertainty. */
export function excessMean(rows: SliceSums, others: SliceSums, least: number): number {
  const now = mean(rows.production) - mean(others.production);
  return compares(rows, others, least) ? now - (mean(rows.reference) - mean(others.reference)) : now;
}

/** A one-sided test that some rows lose more than others. */
export function losesMore(
  rows: SliceSums,
  others: SliceSums,
  test: { readonly p: number; readonly least: number },
): boolean {
  const found = excess(rows, others, test.least);
  return typeof found !== "string" && found.value > 0 && found.p <= test.p;
}

/** Rows that did not come to lose more than they did in the reference are no slice that got worse, whatever others did. */
export const grew = ({ production, reference }: SliceSums, least: number): boolean =>
  reference.rows < least || mean(production) > mean(reference);
