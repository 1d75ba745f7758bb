import { openHistogram } from "../../stats/histogram.ts";
import { moments, type Moments } from "../../stats/moments.ts";
import { pairCounts, type PairedCounts, type SortedCounts } from "../../stats/sorted-counts.ts";

/** Two numbers a bin: rows of the reference and rows of production. */
export interface TwoCounts {
  readonly reference: ArrayLike<number>;
  readonly production: ArrayLike<number>;
}

/** The finite values of a numeric column on both sides, each with at least one row. */
export interface NumericSides {
  readonly reference: SortedCounts;
  readonly production: SortedCounts;
  readonly pair: PairedCounts;
  readonly moments: { readonly reference: Moments; readonly production: Moments };
  /** The column is stored as integers: numpy's bins of integers are at least 1 wide. */
  readonly integers: boolean;
}

export function numericSides(reference: SortedCounts, production: SortedCounts, integers: boolean): NumericSides {
  return {
    reference,
    production,
    pair: pairCounts(reference, production),
    moments: { reference: moments(reference), production: moments(production) },
    integers,
  };
}

/** Rows of both sides in the open bins that `edges` cut. */
export const countsByEdges = (
  sides: NumericSides,
  edges: readonly number[],
): { reference: Float64Array; production: Float64Array } => ({
  reference: openHistogram(sides.reference, edges),
  production: openHistogram(sides.production, edges),
});
