import type { Estimate } from "../../stats/interval-difference.ts";
import type { FairnessConfig, JudgedKind, Measure } from "./config.ts";

/** What each judged disparity is made of. */
const measuresOf: Readonly<Record<JudgedKind, readonly Measure[]>> = {
  tpr_difference: ["tpr"],
  fpr_difference: ["fpr"],
  selection_rate_difference: ["selection_rate"],
  selection_rate_ratio: ["selection_rate"],
  precision_difference: ["precision"],
  accuracy_difference: ["accuracy"],
  calibration_gap_difference: ["calibration_gap"],
  equalized_odds_difference: ["tpr", "fpr"],
};

/** The measures whose groups are compared one by one, in the order in which they are judged. */
export const judgedMeasures = ({ judge }: Pick<FairnessConfig, "judge">): readonly Measure[] => [
  ...new Set(judge.flatMap((kind) => measuresOf[kind])),
];

/** The measure is judged by its difference, and not by the ratio alone. */
export const byDifference = ({ judge }: Pick<FairnessConfig, "judge">, measure: Measure): boolean =>
  judge.some((kind) => kind !== "selection_rate_ratio" && measuresOf[kind].includes(measure));

/** The share of false alarms among groups that are called different or changed. */
export const alpha = 0.05;

interface Lines {
  readonly warn: number;
  readonly fail: number;
}

/**
 * A group's change from the reference, judged by itself and by what of it other rows do not share: the weaker of the two
 * counts, in one direction. A group is not at issue because the others moved.
 */
export function changeLevel(change: Estimate & { readonly own: Estimate }, lines: Lines): "pass" | "warn" | "fail" {
  if (Math.sign(change.own.value) !== Math.sign(change.value)) return "pass";
  const levels = [differenceLevel(change, lines), differenceLevel(change.own, lines)];
  if (levels.includes("pass")) return "pass";
  return levels.includes("warn") ? "warn" : "fail";
}

/** A difference fails with its whole interval beyond the fail line, and warns beyond the warn line with 0 outside. */
export function differenceLevel({ value, low, high }: Estimate, { warn, fail }: Lines): "pass" | "warn" | "fail" {
  const nearest = value > 0 ? low : -high;
  if (nearest <= 0 || Math.abs(value) < warn) return "pass";
  return nearest >= fail ? "fail" : "warn";
}
