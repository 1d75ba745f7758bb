import { at } from "../../../stats/at.ts";
import { balancedAccuracy, confusionRatios, f1, type Confusion, type Ratio } from "../../../stats/confusion.ts";
import { expectedAuc, type Expected } from "../../../stats/expected-auc.ts";
import { expectedConfusion, ofExpected } from "../../../stats/expected-confusion.ts";
import { expectedLoss } from "../../../stats/expected-loss.ts";
import type { Measure } from "../../../stats/measure.ts";
import type { Reason } from "../../../base/reasons.ts";
import type { StepRow } from "../sql/step-counts.ts";
import { estimable, type EstimableKey, type EstimatedMetric } from "./part.ts";

const of =
  (ratio: keyof ReturnType<typeof confusionRatios>, empty: Reason) =>
  (counts: Confusion): Measure => {
    const { hits, rows }: Ratio = confusionRatios(counts)[ratio];
    return rows === 0 ? empty : hits / rows;
  };

/** The measures of decisions, of expected counts as of counted ones. */
const ofDecisions = new Map<EstimableKey, (counts: Confusion) => Measure>([
  ["accuracy", of("accuracy", "too_few_rows")],
  ["balanced_accuracy", balancedAccuracy],
  ["precision", of("precision", "none_predicted")],
  ["recall", of("recall", "one_class")],
  ["specificity", of("specificity", "one_class")],
  ["f1", f1],
]);

type Sums = Pick<
  StepRow,
  "log_yes" | "log_no" | "log_squares" | "brier_yes" | "brier_no" | "brier_squares" | "outside"
>;

/** Every metric that one window's rows are expected to have, given the chance of each step. */
export function expectedMetrics(
  rows: readonly StepRow[],
  rates: Float64Array,
  undecided: Reason | null,
): readonly EstimatedMetric[] {
  const size = rates.length;
  const add = (keep: (row: StepRow) => boolean, what: keyof Sums | "rows"): Float64Array => {
    const sums = new Float64Array(size);
    for (const row of rows) if (keep(row)) sums[row.step] = at(sums, row.step) + row[what];
    return sums;
  };
  const all = (): boolean => true;
  const counted = add(all, "rows");
  const confusion = expectedConfusion(
    rates,
    add(({ called }) => called === 1, "rows"),
    add(({ called }) => called === 0, "rows"),
  );
  const isProbability = rows.every(({ outside }) => outside === 0);
  const loss = (name: "log" | "brier"): Expected => {
    if (!isProbability) return { value: "not_probability", error: null };
    const sums = { positive: add(all, `${name}_yes`), negative: add(all, `${name}_no`) };
    return expectedLoss({ rates, rows: counted, ...sums, squares: add(all, `${name}_squares`) });
  };
  const expected = (metric: EstimableKey): Expected => {
    if (metric === "roc_auc") return expectedAuc({ rates, rows: counted });
    if (metric === "log_loss") return loss("log");
    if (metric === "brier") return loss("brier");
    const measure = ofDecisions.get(metric);
    return undecided !== null || measure === undefined
      ? { value: undecided ?? "not_estimated", error: null }
      : ofExpected(confusion, measure);
  };
  return estimable.binary.map((metric) => ({ metric, ...expected(metric) }));
}
