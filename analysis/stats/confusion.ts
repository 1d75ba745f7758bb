import type { Measure } from "./measure.ts";

/** Rows by truth and decision: true and false positives, false and true negatives. */
export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Hits of rows: what a proportion is made of. */
export interface Ratio {
  readonly hits: number;
  readonly rows: number;
}

/** The four proportions of a confusion table as counts, so that their intervals need nothing else. */
export const confusionRatios = ({ tp, fp, fn, tn }: Confusion) => ({
  accuracy: { hits: tp + tn, rows: tp + fp + fn + tn },
  precision: { hits: tp, rows: tp + fp },
  recall: { hits: tp, rows: tp + fn },
  specificity: { hits: tn, rows: tn + fp },
});

/**
 * Mean of recall and specificity.
 *   (tp/(tp + fn) + tn/(tn + fp)) / 2
 * @returns 0..1; `one_class` when a class has no rows (scikit-learn would average what is left)
 * Source: Brodersen et al., The balanced accuracy and its posterior distribution, ICPR 2010.
 */
export function balancedAccuracy({ tp, fp, fn, tn }: Confusion): Measure {
  if (tp + fn === 0 || tn + fp === 0) return "one_class";
  return (tp / (tp + fn) + tn / (tn + fp)) / 2;
}

/**
 * Harmonic mean of precision and recall.
 *   2·tp / (2·tp + fp + fn)
 * @returns 0..1; `one_class` when no row is positive in truth or decision (scikit-learn gives 0 with a warning)
 * Source: van Rijsbergen, Information Retrieval, 1979.
 */
export function f1({ tp, fp, fn }: Pick<Confusion, "tp" | "fp" | "fn">): Measure {
  return tp + fp + fn === 0 ? "one_class" : (2 * tp) / (2 * tp + fp + fn);
}

/**
 * Matthews correlation coefficient.
 *   (tp·tn − fp·fn) / √((tp + fp)(tp + fn)(tn + fp)(tn + fn))
 * @returns −1..1; `one_class` when truth or decision has one class only (scikit-learn gives 0)
 * Source: Matthews, Comparison of the predicted and observed secondary structure of T4 phage lysozyme, BBA 405 (1975).
 */
export function mcc({ tp, fp, fn, tn }: Confusion): Measure {
  const decided = Math.sqrt(tp + fp) * Math.sqrt(tn + fn);
  const true_ = Math.sqrt(tp + fn) * Math.sqrt(tn + fp);
  if (decided === 0 || true_ === 0) return "one_class";
  return Math.max(-1, Math.min(1, ((tp / decided) * tn) / true_ - ((fp / decided) * fn) / true_));
}
