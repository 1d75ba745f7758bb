import { expectedAuc, type Expected } from "../../../stats/expected-auc.ts";
import { ofExpectedClasses, type ChanceGroup } from "../../../stats/expected-classes.ts";
import type { Measure } from "../../../stats/measure.ts";
import { averages, type ClassCounts } from "../../../stats/multiclass.ts";
import { estimable, type EstimableKey, type EstimatedMetric } from "./part.ts";

/** Rows of one bin of a class's score, and the sum of its chance. */
interface ScoreBin {
  readonly rows: number;
  readonly chance: number;
}

interface ClassRows {
  readonly groups: readonly ChanceGroup[];
  /** By class, its bins of score in ascending order. */
  readonly ranked: readonly (readonly ScoreBin[])[];
}

const average =
  (kind: "macro" | "weighted", part: "precision" | "recall" | "f1") =>
  (classes: readonly ClassCounts[]): Measure =>
    averages(classes, kind)[part];

const ofCounts = new Map<EstimableKey, (classes: readonly ClassCounts[]) => Measure>([
  ["macro_precision", average("macro", "precision")],
  ["macro_recall", average("macro", "recall")],
  ["macro_f1", average("macro", "f1")],
  ["weighted_precision", average("weighted", "precision")],
  ["weighted_recall", average("weighted", "recall")],
  ["weighted_f1", average("weighted", "f1")],
]);

/** Every metric that one window's rows are expected to have. */
export function classMetrics({ groups, ranked }: ClassRows): readonly EstimatedMetric[] {
  const size = ranked.length;
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const accuracy = (classes: readonly ClassCounts[]): Measure =>
    rows === 0 ? "too_few_rows" : classes.reduce((sum, { hits }) => sum + hits, 0) / rows;
  return estimable.multiclass.map((metric) => {
    if (metric === "macro_roc_auc") return { metric, ...meanAuc(ranked) };
    return { metric, ...ofExpectedClasses(size, groups, ofCounts.get(metric) ?? accuracy) };
  });
}

/** Undefined where one class's is. The error of the mean is at most the mean of the errors. */
function meanAuc(ranked: ClassRows["ranked"]): Expected {
  const found = ranked.map((bins) =>
    expectedAuc({
      rates: bins.map(({ rows, chance }) => Math.min(1, chance / rows)),
      rows: bins.map(({ rows }) => rows),
    }),
  );
  const undefinedOne = found.find(({ value }) => typeof value !== "number");
  if (undefinedOne !== undefined) return undefinedOne;
  const mean = (of: (one: Expected) => number): number => found.reduce((sum, one) => sum + of(one), 0) / found.length;
  return { value: mean(({ value }) => Number(value)), error: mean(({ error }) => error ?? 0) };
}
