import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uniformFrom } from "../base/rng.ts";
import { bootstrapCounts, percentileInterval } from "./bootstrap-counts.ts";
import { balancedAccuracy, confusionRatios, f1, mcc, type Confusion } from "./confusion.ts";
import { averages, classCounts, classF1, type ClassTable } from "./multiclass.ts";
import { meanWithError, probabilityLosses } from "./probability-loss.ts";
import { regressionErrors, type ErrorSums } from "./regression-errors.ts";
import { averagePrecision, delongError, rankSums, rocAuc } from "./roc-auc.ts";
import { sortedCountsOf } from "./testing/sorted-counts-of.ts";
import { wilson } from "./wilson.ts";

interface Counted {
  readonly values: number[];
  readonly counts: number[];
}
interface Oracle {
  readonly scored: readonly ({ readonly name: string; readonly positive: Counted; readonly negative: Counted } & Record<
    "roc_auc" | "average_precision" | "log_loss" | "brier" | "delong",
    number
  >)[];
  readonly decided: readonly ({
    readonly counts: Confusion;
    readonly wilson_accuracy: readonly [number, number];
  } & Record<"accuracy" | "balanced_accuracy" | "precision" | "recall" | "specificity" | "f1" | "mcc", number>)[];
  readonly classed: readonly {
    readonly table: ClassTable;
    readonly f1: number[];
    readonly rows: number[];
    readonly macro: number[];
    readonly weighted: number[];
  }[];
  readonly regressed: readonly ({ readonly labels: number[]; readonly predictions: number[] } & Record<
    "mae" | "rmse" | "mape" | "r2" | "bias" | "mae_error",
    number
  >)[];
}
const oracle = JSON.parse(readFileSync(new URL("fixtures/performance.json", import.meta.url), "utf8")) as Oracle;

const sample = ({ values, counts }: Counted) => ({
  values: Float64Array.from(values),
  counts: Float64Array.from(counts),
});
const near = (found: unknown, expected: number, relative = 1e-12): void => {
  expect(typeof found).toBe("number");
  expect(Math.abs(Number(found) - expected)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(expected)));
};

describe.each(oracle.scored)("scores that are $name", (expected) => {
  const [positive, negative] = [sample(expected.positive), sample(expected.negative)];
  const ranks = rankSums(positive, negative);
  it("give scikit-learn's ROC AUC, average precision, log loss and Brier score", () => {
    near(rocAuc(ranks), expected.roc_auc);
    near(averagePrecision(ranks), expected.average_precision);
    const losses = probabilityLosses(positive, negative);
    near(losses && meanWithError(losses.logLoss)?.mean, expected.log_loss);
    near(losses && meanWithError(losses.brier)?.mean, expected.brier);
  });
  it("give DeLong's standard error as its definition does, placement by placement", () => {
    near(delongError(ranks), expected.delong, 1e-9);
  });
});

it.each(oracle.decided)("the confusion counts $counts give scikit-learn's and statsmodels' numbers", (expected) => {
  const ratios = confusionRatios(expected.counts);
  for (const metric of ["accuracy", "precision", "recall", "specificity"] as const)
    near(ratios[metric].hits / ratios[metric].rows, expected[metric]);
  near(balancedAccuracy(expected.counts), expected.balanced_accuracy);
  near(f1(expected.counts), expected.f1);
  near(mcc(expected.counts), expected.mcc);
  const interval = wilson(ratios.accuracy.hits, ratios.accuracy.rows);
  near(interval?.low, expected.wilson_accuracy[0]);
  near(interval?.high, expected.wilson_accuracy[1]);
});

it.each(oracle.classed)("a confusion table gives scikit-learn's class, macro and weighted numbers", (expected) => {
  const classes = classCounts(expected.table);
  expect(classes.map(({ actual }) => actual)).toEqual(expected.rows);
  classes.forEach((one, index) => {
    const found = classF1(one);
    near(typeof found === "number" ? found : 0, expected.f1[index] ?? Number.NaN);
  });
  for (const kind of ["macro", "weighted"] as const) {
    const found = averages(classes, kind);
    [found.precision, found.recall, found.f1].forEach((value, index) =>
      near(value, expected[kind][index] ?? Number.NaN),
    );
  }
});

function sumsOf(labels: readonly number[], predictions: readonly number[]): ErrorSums {
  const errors = labels.map((label, index) => (predictions[index] ?? 0) - label);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const variance = (values: readonly number[]): number => {
    const mean = sum(values) / values.length;
    return sum(values.map((value) => (value - mean) ** 2)) / values.length;
  };
  return {
    ...{ rows: labels.length, error: sum(errors), absolute: sum(errors.map(Math.abs)) },
    ...{ squared: sum(errors.map((error) => error ** 2)), zeroLabels: labels.filter((label) => label === 0).length },
    relative: sum(errors.map((error, index) => (labels[index] === 0 ? 0 : Math.abs(error / (labels[index] ?? 1))))),
    ...{ labelVariance: variance(labels), errorVariance: variance(errors) },
    ...{
      absoluteVariance: variance(errors.map(Math.abs)),
      squaredVariance: variance(errors.map((error) => error ** 2)),
    },
  };
}

it.each(oracle.regressed)("errors give scikit-learn's regression metrics", (expected) => {
  const found = regressionErrors(sumsOf(expected.labels, expected.predictions));
  for (const metric of ["mae", "rmse", "mape", "r2", "bias"] as const)
    near(found[metric].value, expected[metric], 1e-10);
  near(found.mae.error, expected.mae_error, 1e-10);
});

describe("what is undefined has a reason", () => {
  const none = sortedCountsOf([]);
  it("of one class, of nothing called positive, of a label of 0, of equal labels", () => {
    const ranks = rankSums(sortedCountsOf([0.1, 0.4]), none);
    expect([rocAuc(ranks), averagePrecision(ranks), delongError(ranks)]).toEqual(["one_class", "one_class", null]);
    expect(balancedAccuracy({ tp: 3, fp: 0, fn: 1, tn: 0 })).toBe("one_class");
    expect(f1({ tp: 0, fp: 0, fn: 0 })).toBe("one_class");
    expect(mcc({ tp: 0, fp: 0, fn: 3, tn: 9 })).toBe("one_class");
    expect(regressionErrors(sumsOf([0, 1], [1, 1])).mape.value).toBe("zero_label");
    expect(regressionErrors(sumsOf([2, 2], [1, 3])).r2.value).toBe("constant_label");
    expect(regressionErrors({ ...sumsOf([1], [1]), rows: 0 }).mae.value).toBe("too_few_rows");
  });
  it("of scores that are no probabilities", () => {
    expect(probabilityLosses(sortedCountsOf([1.5]), sortedCountsOf([0.5]))).toBeNull();
    expect(probabilityLosses(sortedCountsOf([0.5]), sortedCountsOf([-0.1]))).toBeNull();
  });
});

describe("properties", () => {
  const scores = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 40 });
  it("ROC AUC is the share of pairs that are ordered right, and mirrored when the classes change places", () => {
    fc.assert(
      fc.property(scores, scores, (positive, negative) => {
        let wins = 0;
        for (const p of positive) for (const n of negative) wins += p > n ? 1 : p === n ? 0.5 : 0;
        const ranks = rankSums(sortedCountsOf(positive), sortedCountsOf(negative));
        const mirrored = rankSums(sortedCountsOf(negative), sortedCountsOf(positive));
        near(rocAuc(ranks), wins / (positive.length * negative.length));
        near(rocAuc(mirrored), 1 - Number(rocAuc(ranks)));
        near(delongError(mirrored) ?? 0, delongError(ranks) ?? 0, 1e-9);
      }),
    );
  });
  it("ROC AUC and average precision depend on the order of scores alone", () => {
    fc.assert(
      fc.property(scores, scores, (positive, negative) => {
        const stretched = (list: readonly number[]) => sortedCountsOf(list.map((score) => score ** 3 - 5));
        const [plain, moved] = [
          rankSums(sortedCountsOf(positive), sortedCountsOf(negative)),
          rankSums(stretched(positive), stretched(negative)),
        ];
        expect(moved).toEqual(plain);
      }),
    );
  });
  const count = fc.integer({ min: 0, max: 1e9 });
  it("a confusion table's numbers stay in their ranges, and MCC turns its sign with the decisions", () => {
    fc.assert(
      fc.property(count, count, count, count, (tp, fp, fn, tn) => {
        const [own, turned] = [mcc({ tp, fp, fn, tn }), mcc({ tp: fn, fp: tn, fn: tp, tn: fp })];
        if (typeof own === "number") {
          expect(Math.abs(own)).toBeLessThanOrEqual(1);
          near(turned, -own);
        }
        const score = f1({ tp, fp, fn });
        if (typeof score === "number") expect(score >= 0 && score <= 1).toBe(true);
      }),
    );
  });
  it("of two classes the weighted recall is the accuracy", () => {
    fc.assert(
      fc.property(count, count, count, fc.integer({ min: 1, max: 1e9 }), (a, b, c, d) => {
        const table = { size: 2, actual: [0, 0, 1, 1], predicted: [0, 1, 0, 1], counts: [a, b, c, d] };
        near(averages(classCounts(table), "weighted").recall, (a + d) / (a + b + c + d));
      }),
    );
  });
});

it("the bootstrap's interval covers F1 at its rate, the same for the same seed", () => {
  const truth = { tp: 0.2, fp: 0.1, fn: 0.1, tn: 0.6 };
  const expected = Number(f1(truth));
  const measure = (cells: ArrayLike<number>) => f1({ tp: cells[0] ?? 0, fp: cells[1] ?? 0, fn: cells[2] ?? 0 });
  const uniform = uniformFrom(7);
  let covered = 0;
  for (let trial = 0; trial < 300; trial++) {
    const cells = [0, 0, 0, 0];
    for (let row = 0; row < 400; row++) {
      const u = uniform();
      const cell = u < 0.2 ? 0 : u < 0.3 ? 1 : u < 0.4 ? 2 : 3;
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const draw = () =>
      bootstrapCounts(cells, [measure], { draws: 200, uniform: uniformFrom(1, String(trial)) })[0] ?? [];
    const interval = percentileInterval(draw());
    if (trial === 0) expect(draw()).toEqual(draw());
    if (interval !== null && interval.low <= expected && expected <= interval.high) covered += 1;
  }
  expect(covered / 300).toBeGreaterThan(0.9);
  expect(covered / 300).toBeLessThan(0.985);
});
