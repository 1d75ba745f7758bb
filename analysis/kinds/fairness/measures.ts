import type { Reason } from "../../base/reasons.ts";
import { confusionRatios } from "../../stats/confusion.ts";
import type { Estimate } from "../../stats/interval-difference.ts";
import type { Proportion } from "../../stats/newcombe.ts";
import { wilson } from "../../stats/wilson.ts";
import type { Measure } from "./config.ts";

/** What is counted of a group: enough for every measure. */
export interface Counts {
  readonly rows: number;
  /** Rows with a decision, and those that it selects. */
  readonly decided: number;
  readonly selected: number;
  /** Rows with a decision and a label. */
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
  /** Rows with a label and a score that is a probability, their positives and the sum of their scores. */
  readonly scored: number;
  readonly positives: number;
  readonly scores: number;
}

export const noCounts: Counts = {
  ...{ rows: 0, decided: 0, selected: 0, tp: 0, fp: 0, fn: 0, tn: 0, scored: 0, positives: 0, scores: 0 },
};

const combine = (a: Counts, b: Counts, sign: 1 | -1): Counts => ({
  rows: a.rows + sign * b.rows,
  decided: a.decided + sign * b.decided,
  selected: a.selected + sign * b.selected,
  tp: a.tp + sign * b.tp,
  fp: a.fp + sign * b.fp,
  fn: a.fn + sign * b.fn,
  tn: a.tn + sign * b.tn,
  scored: a.scored + sign * b.scored,
  positives: a.positives + sign * b.positives,
  scores: a.scores + sign * b.scores,
});
/** Sums of scores are whole multiples of 2⁻⁴⁰, so that both are exact. */
export const addCounts = (a: Counts, b: Counts): Counts => combine(a, b, 1);
export const lessCounts = (all: Counts, part: Counts): Counts => combine(all, part, -1);

/** Hits and rows of a rate; of the calibration gap, what happened. */
export function proportionOf(measure: Measure, counts: Counts): Proportion {
  const { accuracy, precision, recall, specificity } = confusionRatios(counts);
  switch (measure) {
    case "selection_rate":
      return { hits: counts.selected, rows: counts.decided };
    case "tpr":
      return recall;
    case "fpr":
      return { hits: counts.fp, rows: specificity.rows };
    case "precision":
      return precision;
    case "accuracy":
      return accuracy;
    case "calibration_gap":
      return { hits: counts.positives, rows: counts.scored };
  }
}

/** What is taken from a rate's proportion: nothing, or for the gap the mean score, less what happened. */
const meanScore = ({ scores, scored }: Counts): number => scores / scored;

/** A measure's value from its proportion. */
export const valueOf = (measure: Measure, rate: number, counts: Counts): number =>
  measure === "calibration_gap" ? meanScore(counts) - rate : rate;

/** A measure with its 95 % interval (Wilson's; the scores are taken as given), or null without rows. */
export function estimateOf(measure: Measure, counts: Counts): Estimate | null {
  const { hits, rows } = proportionOf(measure, counts);
  const interval = wilson(hits, rows);
  if (interval === null) return null;
  if (measure !== "calibration_gap") return { value: hits / rows, ...interval };
  const mean = meanScore(counts);
  return { value: mean - hits / rows, low: mean - interval.high, high: mean - interval.low };
}

/** Why a measure of some rows has no value. */
export function reasonOf(measure: Measure, { decided, tp, fp, fn, tn }: Counts): Reason {
  if (measure === "selection_rate" || decided === 0) return "no_decision";
  if (tp + fp + fn + tn === 0) return "no_labels";
  return measure === "precision" ? "none_predicted" : measure === "calibration_gap" ? "no_score" : "one_class";
}
