import type { Reason } from "../../../base/reasons.ts";
import { uniformFrom } from "../../../base/rng.ts";
import { at } from "../../../stats/at.ts";
import { bootstrapCounts, normalInterval, percentileInterval, type Interval } from "../../../stats/bootstrap-counts.ts";
import { balancedAccuracy, confusionRatios, f1, mcc, type Confusion } from "../../../stats/confusion.ts";
import { delongPaired, type PlacementSums } from "../../../stats/delong-paired.ts";
import type { Measure } from "../../../stats/measure.ts";
import { pairedProportions, type PairedHits } from "../../../stats/paired-proportions.ts";
import { meanWithError } from "../../../stats/probability-loss.ts";
import type { MetricKey } from "../definitions.ts";
import type { ErrorRow, LossRow, PairedDecisions, PlacementRow } from "../sql/candidate-counts.ts";
import type { Compared } from "./result.ts";

const everywhere = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
const draws = 1000;

interface Pair {
  readonly current: Measure;
  readonly candidate: Measure;
  readonly rows: number;
  readonly interval: Interval | null;
  readonly method: string;
}

/** One metric of both models; the difference is candidate − current. */
export function comparedOf(metric: MetricKey, { current, candidate, rows, interval, method }: Pair): Compared {
  if (typeof current !== "number" || typeof candidate !== "number")
    return {
      ...{ metric, rows, difference: null, low: null, high: null, method: null },
      ...{ current: number(current), candidate: number(candidate) },
      reason: typeof current === "string" ? current : typeof candidate === "string" ? candidate : null,
    };
  const bounds = { low: interval?.low ?? null, high: interval?.high ?? null };
  const said = interval === null ? null : method;
  return { metric, rows, current, candidate, reason: null, difference: candidate - current, ...bounds, method: said };
}

const number = (measure: Measure): number | null => (typeof measure === "number" ? measure : null);

/** The eight cells of label, current and candidate decision, in binary order. */
function cellsOf(rows: readonly PairedDecisions[]): number[] {
  const cells = new Array<number>(8).fill(0);
  for (const { actual, first, second, rows: n } of rows) cells[4 * actual + 2 * first + second] = n;
  return cells;
}

/** The confusion table of the current model (`shift` 2) or the candidate (`shift` 1). */
function tableOf(cells: ArrayLike<number>, shift: 1 | 2): Confusion {
  const table = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (let cell = 0; cell < 8; cell++) {
    const [positive, called] = [cell >= 4, (cell & shift) !== 0];
    table[positive ? (called ? "tp" : "fn") : called ? "fp" : "tn"] += at(cells, cell);
  }
  return table;
}

const ratio =
  (metric: "accuracy" | "precision" | "recall" | "specificity") =>
  (table: Confusion): Measure => {
    const { hits, rows } = confusionRatios(table)[metric];
    return rows === 0
      ? metric === "precision"
        ? "none_predicted"
        : metric === "accuracy"
          ? "too_few_rows"
          : "one_class"
      : hits / rows;
  };

/** Metrics of decisions: shares of the same rows by Newcombe's paired method, the rest by a bootstrap of the eight cells. */
export function compareDecisions(rows: readonly PairedDecisions[], seed: number): readonly Compared[] {
  const cells = cellsOf(rows);
  const n = cells.reduce((sum, count) => sum + count, 0);
  const [current, candidate] = [tableOf(cells, 2), tableOf(cells, 1)];
  const hits = (labels: readonly (0 | 1)[]): PairedHits => {
    const sum = (first: boolean, second: boolean): number =>
      labels.reduce<number>((all, label) => {
        const [a, b] = [first === (label === 1), second === (label === 1)];
        return all + at(cells, 4 * label + 2 * Number(a) + Number(b));
      }, 0);
    return { both: sum(true, true), first: sum(true, false), second: sum(false, true), neither: sum(false, false) };
  };
  const shares = (
    [
      ["accuracy", [0, 1]],
      ["recall", [1]],
      ["specificity", [0]],
    ] as const
  ).map(([metric, labels]) => {
    const measure = ratio(metric);
    const found = pairedProportions(hits(labels));
    const interval = found && { low: -found.high, high: -found.low };
    const rowsOf = labels.reduce<number>(
      (sum, label) => sum + cells.slice(4 * label, 4 * label + 4).reduce((a, b) => a + b, 0),
      0,
    );
    const pair = { current: measure(current), candidate: measure(candidate), rows: rowsOf, interval };
    return comparedOf(metric, { ...pair, method: "Newcombe, paired" });
  });
  const others = [
    ["balanced_accuracy", balancedAccuracy],
    ["precision", ratio("precision")],
    ["f1", f1],
    ["mcc", mcc],
  ] as const;
  const uniform = uniformFrom(seed, "performance candidate");
  const gaps = others.map(([, measure]) => (drawn: ArrayLike<number>): Measure => {
    const [one, two] = [measure(tableOf(drawn, 2)), measure(tableOf(drawn, 1))];
    return typeof one === "number" ? (typeof two === "number" ? two - one : two) : one;
  });
  const values = n === 0 ? [] : bootstrapCounts(cells, gaps, { draws, uniform });
  const bootstrapped = others.map(([metric, measure], index) =>
    comparedOf(metric, {
      ...{ current: measure(current), candidate: measure(candidate), rows: n, method: "bootstrap, paired" },
      interval: percentileInterval(values[index] ?? []),
    }),
  );
  return [...shares, ...bootstrapped];
}

const noRows: PlacementSums = { rows: 0, first: 0, second: 0, product: 0, firstSquared: 0, secondSquared: 0 };

function sumsOf(row: PlacementRow | undefined): PlacementSums {
  if (row === undefined) return noRows;
  const { rows, first, second, product } = row;
  return { rows, first, second, product, firstSquared: row.first_squared, secondSquared: row.second_squared };
}

/** ROC AUC by DeLong's covariance of the same rows. */
export function compareRanks(rows: readonly PlacementRow[]): Compared {
  const [positives, negatives] = [1, 0].map((label) => rows.find(({ actual }) => actual === label));
  const n = (positives?.rows ?? 0) + (negatives?.rows ?? 0);
  const found = delongPaired(sumsOf(positives), sumsOf(negatives));
  const rest = { rows: n, method: "DeLong, paired" };
  if (found === null)
    return comparedOf("roc_auc", { current: "one_class", candidate: "one_class", interval: null, ...rest });
  const interval = normalInterval(-found.difference, found.error, [-1, 1]);
  return comparedOf("roc_auc", { current: found.first, candidate: found.second, interval, ...rest });
}

/** Why losses cannot be compared. */
function lossReason(row: LossRow | undefined): Reason | null {
  if (row === undefined || row.rows === 0) return "too_few_rows";
  return row.outside > 0 ? "not_probability" : null;
}

/** Log loss and Brier score by the mean of each row's difference. */
export function compareLosses(row: LossRow | undefined): readonly Compared[] {
  const [rows, reason] = [row?.rows ?? 0, lossReason(row)];
  const of = (metric: "log_loss" | "brier", sums: readonly (number | null | undefined)[]): Compared => {
    const [first = null, second = null, squares = null] = sums;
    const none = { current: reason ?? "too_few_rows", candidate: reason ?? "too_few_rows", rows } as const;
    if (reason !== null || first === null || second === null || squares === null)
      return comparedOf(metric, { ...none, interval: null, method: "" });
    const mean = meanWithError({ rows, sum: second - first, squares });
    const interval = mean?.error == null ? null : normalInterval(mean.mean, mean.error, everywhere);
    const values = { current: first / rows, candidate: second / rows };
    return comparedOf(metric, { ...values, rows, interval, method: "normal, paired" });
  };
  return [
    of("log_loss", [row?.log_first, row?.log_second, row?.log_gap_squares]),
    of("brier", [row?.brier_first, row?.brier_second, row?.brier_gap_squares]),
  ];
}

/** Right calls of any number of classes. */
export function compareHits(hits: PairedHits | undefined): readonly Compared[] {
  const { both = 0, first = 0, second = 0, neither = 0 } = hits ?? {};
  const n = both + first + second + neither;
  const found = pairedProportions({ both, first, second, neither });
  const share = (right: number): Measure => (n === 0 ? "too_few_rows" : right / n);
  const interval = found && { low: -found.high, high: -found.low };
  return [
    comparedOf("accuracy", {
      ...{
        current: share(both + first),
        candidate: share(both + second),
        rows: n,
        interval,
        method: "Newcombe, paired",
      },
    }),
  ];
}

/** Errors of a regression: the mean absolute one by each row's difference, the root of the squared one by the delta method. */
export function compareErrors(row: ErrorRow | undefined): readonly Compared[] {
  const n = row?.rows ?? 0;
  const pair = (metric: "mae" | "rmse", values: readonly (number | null | undefined)[]): Compared => {
    const [first, second, variance] = values;
    if (n === 0 || first == null || second == null || variance == null)
      return comparedOf(metric, {
        current: "too_few_rows",
        candidate: "too_few_rows",
        rows: n,
        interval: null,
        method: "",
      });
    const error = n < 2 ? null : Math.sqrt(variance / (n - 1));
    if (metric === "mae") {
      const interval = error === null ? null : normalInterval(second - first, error, everywhere);
      return comparedOf(metric, { current: first, candidate: second, rows: n, interval, method: "normal, paired" });
    }
    const [one, two] = [Math.sqrt(first), Math.sqrt(second)];
    // √b − √a = (b − a)/(√b + √a): its error is that of b − a over the sum, to first order.
    const spread = error === null || one + two === 0 ? null : error / (one + two);
    const interval = spread === null ? null : normalInterval(two - one, spread, everywhere);
    return comparedOf(metric, { current: one, candidate: two, rows: n, interval, method: "normal, paired" });
  };
  return [
    pair("mae", [row?.mae_first, row?.mae_second, row?.mae_variance]),
    pair("rmse", [row?.mse_first, row?.mse_second, row?.mse_variance]),
  ];
}
