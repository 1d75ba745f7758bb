import type { Reason } from "../../base/reasons.ts";
import { normalInterval } from "../../stats/bootstrap-counts.ts";
import { confusionRatios } from "../../stats/confusion.ts";
import { intervalDifference, type Estimate } from "../../stats/interval-difference.ts";
import { macroRecall } from "../../stats/macro-recall.ts";
import { meanDifference } from "../../stats/mean-difference.ts";
import { newcombe, type Proportion } from "../../stats/newcombe.ts";
import { meanWithError, type LossSums } from "../../stats/probability-loss.ts";
import { twoProportionP } from "../../stats/two-proportion.ts";
import { wilson } from "../../stats/wilson.ts";
import type { Measure } from "./config.ts";
import type { BinaryCounts, ClassCounts, Counts } from "./counts.ts";

/**
 * What a measure is made of. A rate is a proportion, the gap is the mean score less a proportion, the macro recall is a mean of
 * proportions, and errors have sums.
 */
export type Material =
  | { readonly of: "rate"; readonly proportion: Proportion }
  | { readonly of: "gap"; readonly proportion: Proportion; readonly meanScore: number }
  | { readonly of: "recalls"; readonly rows: number; readonly classes: readonly Proportion[] }
  | { readonly of: "mean"; readonly sums: LossSums; readonly range: readonly [number, number] };

/** A measure of another task is made of no rows. */
const nothing: Material = { of: "rate", proportion: { hits: 0, rows: 0 } };

export function materialOf(measure: Measure, counts: Counts): Material {
  if ("tp" in counts) return binaryMaterial(measure, counts);
  if ("classes" in counts) return classMaterial(measure, counts);
  const { judged: rows, error, absolute, squares } = counts;
  if (measure === "mae") return { of: "mean", sums: { rows, sum: absolute, squares }, range: [0, Infinity] };
  return measure === "mean_error"
    ? { of: "mean", sums: { rows, sum: error, squares }, range: [-Infinity, Infinity] }
    : nothing;
}

function binaryMaterial(measure: Measure, counts: BinaryCounts): Material {
  const { accuracy, precision, recall, specificity } = confusionRatios(counts);
  const rate = (proportion: Proportion): Material => ({ of: "rate", proportion });
  switch (measure) {
    case "selection_rate":
      return rate({ hits: counts.selected, rows: counts.decided });
    case "tpr":
      return rate(recall);
    case "fpr":
      return rate({ hits: counts.fp, rows: specificity.rows });
    case "precision":
      return rate(precision);
    case "accuracy":
      return rate(accuracy);
    case "calibration_gap": {
      const { positives: hits, scored: rows, scores } = counts;
      return { of: "gap", proportion: { hits, rows }, meanScore: rows === 0 ? 0 : scores / rows };
    }
    case "macro_recall":
    case "mae":
    case "mean_error":
      return nothing;
  }
}

function classMaterial(measure: Measure, { judged: rows, right, classes }: ClassCounts): Material {
  if (measure === "accuracy") return { of: "rate", proportion: { hits: right, rows } };
  if (measure !== "macro_recall" || classes.length === 0) return nothing;
  const own = Array.from({ length: classes.length / 2 }, (_, place) => ({
    ...{ rows: classes[2 * place] ?? 0, hits: classes[2 * place + 1] ?? 0 },
  }));
  return { of: "recalls", rows, classes: own };
}

/** Rows that a measure is made of: its denominator. */
export function rowsOf(measure: Measure, counts: Counts): number {
  const material = materialOf(measure, counts);
  if (material.of === "recalls") return material.rows;
  return material.of === "mean" ? material.sums.rows : material.proportion.rows;
}

/** Rows that a rate counts, for the exports; nothing for a mean. */
export function hitsOf(measure: Measure, counts: Counts): number | null {
  const material = materialOf(measure, counts);
  return material.of === "rate" || material.of === "gap" ? material.proportion.hits : null;
}

/** A measure with its 95 % interval: Wilson's (the scores are taken as given), of several classes, or normal; null without rows. */
export function estimateOf(measure: Measure, counts: Counts): Estimate | null {
  const material = materialOf(measure, counts);
  if (material.of === "recalls") return macroRecall(material.classes);
  if (material.of === "mean") {
    const found = meanWithError(material.sums);
    if (found?.error == null) return null;
    return { value: found.mean, ...normalInterval(found.mean, found.error, material.range) };
  }
  const { hits, rows } = material.proportion;
  const interval = wilson(hits, rows);
  if (interval === null) return null;
  if (material.of === "rate") return { value: hits / rows, ...interval };
  const mean = material.meanScore;
  return { value: mean - hits / rows, low: mean - interval.high, high: mean - interval.low };
}

export type Difference = Estimate & { readonly p: number };

/** A measure of some rows less that of others, with a two-sided p: Newcombe's, Welch's, or from both intervals. */
export function differenceOf(measure: Measure, own: Counts, others: Counts): Difference | null {
  const [one, two] = [materialOf(measure, own), materialOf(measure, others)];
  if (one.of === "rate" && two.of === "rate") {
    const found = newcombe(one.proportion, two.proportion);
    if (found === null) return null;
    const { difference: value, low, high } = found;
    return { value, low, high, p: twoProportionP(one.proportion, two.proportion) };
  }
  return changed(measure, others, own);
}

/** How a measure differs between two samples, from both intervals; means by Welch. */
export function changed(measure: Measure, before: Counts, now: Counts): Difference | null {
  const [one, two] = [materialOf(measure, now), materialOf(measure, before)];
  if (one.of === "mean" && two.of === "mean") {
    const found = meanDifference(one.sums, two.sums);
    if (typeof found === "string") return null;
    return { value: found.difference, low: found.low, high: found.high, p: found.twoSided };
  }
  const [first, second] = [estimateOf(measure, now), estimateOf(measure, before)];
  return first && second && intervalDifference(first, second);
}

/** Why a measure of some rows has no value. */
export function reasonOf(measure: Measure, counts: Counts): Reason {
  if (!("tp" in counts)) {
    if (counts.labelled === 0) return "no_labels";
    if (counts.judged === 0) return "no_prediction";
    return measure === "macro_recall" ? "too_many_values" : "too_few_rows";
  }
  const { decided, tp, fp, fn, tn } = counts;
  if (measure === "selection_rate" || decided === 0) return "no_decision";
  if (tp + fp + fn + tn === 0) return "no_labels";
  return measure === "precision" ? "none_predicted" : measure === "calibration_gap" ? "no_score" : "one_class";
}
