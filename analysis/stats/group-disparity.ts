import type { Measure } from "./measure.ts";

/** How far the rates of groups lie apart, between each other and from the rate of all rows. */
export interface Disparity {
  readonly difference: number;
  readonly ratio: Measure;
  readonly differenceToOverall: number;
  readonly ratioToOverall: Measure;
}

/**
 * Disparities of a rate over groups.
 *   difference = max − min;  ratio = min / max;  to overall: max |r − r̄|;  min of r/r̄, turned over where it is above 1
 * @param rates at least one, each in 0..1
 * @param overall the rate of all rows together, those of unlisted groups too
 * @returns differences 0..1, ratios 0..1; `zero_rate` where the rate that is divided by is 0
 * Source: Fairlearn 0.15 `MetricFrame.difference` and `.ratio` with `between_groups` and `to_overall`; Fairlearn gives NaN
 * for 0/0. Fixture: fixtures/fairness.json. Cost: O(groups).
 */
export function groupDisparity(rates: readonly number[], overall: number): Disparity {
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return {
    difference: most - least,
    ratio: most === 0 ? "zero_rate" : least / most,
    differenceToOverall: Math.max(...rates.map((rate) => Math.abs(rate - overall))),
    ratioToOverall: overall === 0 ? "zero_rate" : Math.min(...rates.map((rate) => folded(rate / overall))),
  };
}

const folded = (ratio: number): number => (ratio > 1 ? 1 / ratio : ratio);

/**
 * Equalized odds: the worse of the true and the false positive rate.
 *   difference = max(ΔTPR, ΔFPR);  ratio = min(ratio of TPR, ratio of FPR)
 * @returns the ratio is `zero_rate` where one of the two is undefined
 * Source: Hardt, Price & Srebro, Equality of opportunity in supervised learning, NIPS (2016); Fairlearn 0.15
 * `equalized_odds_difference`, `equalized_odds_ratio` with `agg="worst_case"`. Cost: O(1).
 */
export function equalizedOdds(tpr: Disparity, fpr: Disparity): Pick<Disparity, "difference" | "ratio"> {
  const [one, two] = [tpr.ratio, fpr.ratio];
  const defined = typeof one === "number" && typeof two === "number";
  return {
    difference: Math.max(tpr.difference, fpr.difference),
    ratio: defined ? Math.min(one, two) : "zero_rate",
  };
}
