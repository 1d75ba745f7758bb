import type { Estimate } from "../../stats/interval-difference.ts";
import { judgedOf, type FairnessConfig, type JudgedKind, type Measure } from "./config.ts";
import type { TaskName } from "./task.ts";

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
  macro_recall_difference: ["macro_recall"],
  mae_difference: ["mae"],
  mean_error_difference: ["mean_error"],
};

/** What is judged, and by which lines: the settings for one task over one pair of datasets. */
export interface Judging {
  readonly judge: readonly JudgedKind[];
  readonly warn: number;
  readonly fail: number;
  readonly ratio: number;
  readonly min_rows: number;
  readonly error_warn: number;
  readonly error_fail: number;
  /** Mean absolute error of all rows, of the reference where there is one: what lines for errors are shares of. */
  readonly scale: number | null;
}

export const judgingOf = (config: FairnessConfig, task: TaskName, scale: number | null): Judging => {
  const { warn, fail, ratio, min_rows, error_warn, error_fail } = config;
  return { judge: judgedOf(config, task), warn, fail, ratio, min_rows, error_warn, error_fail, scale };
};

/** The measures whose groups are compared one by one, in the order in which they are judged. */
export const judgedMeasures = ({ judge }: Pick<Judging, "judge">): readonly Measure[] => [
  ...new Set(judge.flatMap((kind) => measuresOf[kind])),
];

/** The measure is judged by its difference, and not by the ratio alone. */
export const byDifference = ({ judge }: Pick<Judging, "judge">, measure: Measure): boolean =>
  judge.some((kind) => kind !== "selection_rate_ratio" && measuresOf[kind].includes(measure));

/** The share of false alarms among groups that are called different or changed. */
export const alpha = 0.05;

interface Lines {
  readonly warn: number;
  readonly fail: number;
}

export const isError = (measure: Measure): boolean => measure === "mae" || measure === "mean_error";

/** The lines of a measure, in its own unit. */
export function linesOf(measure: Measure, { warn, fail, error_warn, error_fail, scale }: Judging): Lines {
  if (!isError(measure)) return { warn, fail };
  return scale === null ? { warn: Infinity, fail: Infinity } : { warn: error_warn * scale, fail: error_fail * scale };
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
