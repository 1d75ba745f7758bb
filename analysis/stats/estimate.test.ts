import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { uniformFrom } from "../base/rng.ts";
import { binomialTail } from "./binomial-tail.ts";
import { confusionRatios, f1, type Confusion } from "./confusion.ts";
import { delongPaired, type PlacementSums } from "./delong-paired.ts";
import { expectedAuc, type Expected } from "./expected-auc.ts";
import { expectedConfusion, ofExpected } from "./expected-confusion.ts";
import { expectedLoss, type LossSteps } from "./expected-loss.ts";
import { conditionOf, labelShift, worstCondition, type ShiftCounts } from "./label-shift.ts";
import { labelledScores } from "./labelled-scores.ts";
import { leastCostThreshold, type Costs } from "./least-cost-threshold.ts";
import { binomial } from "./multinomial.ts";
import { pairedProportions, type PairedHits } from "./paired-proportions.ts";
import { scoreSteps, stepOf } from "./score-steps.ts";

interface Value {
  readonly value: number | null;
  readonly peer: string;
  readonly tolerance: number;
}
interface Counted {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}
interface Labelled {
  readonly name: string;
  readonly positive: Counted;
  readonly negative: Counted;
}
type Loss = Pick<LossSteps, "positive" | "negative" | "squares"> & { readonly expected: Value; readonly error: Value };
type Counts = Readonly<Record<"accuracy" | "precision" | "recall" | "specificity" | "f1", Value>>;
interface Oracle {
  readonly mapped: readonly (Labelled & { asked: readonly number[]; rates: readonly number[]; tolerance: number })[];
  readonly expected: readonly (Counts & {
    readonly name: string;
    readonly rates: readonly number[];
    readonly called: readonly number[];
    readonly passed: readonly number[];
    readonly roc_auc: Value;
    readonly roc_auc_pairs: Value;
    readonly roc_auc_error: Value;
    readonly log_loss: Loss;
    readonly brier: Loss;
  })[];
  readonly cbpe: Omit<Labelled, "name"> & {
    readonly chunks: readonly { called: Counted; passed: Counted; expected: Counts & { readonly roc_auc: Value } }[];
  };
  readonly shifted: readonly (ShiftCounts & { name: string; condition: Value; shares: readonly Value[] })[];
  readonly paired: readonly { counts: PairedHits; low: Value; high: Value }[];
  readonly two_scores: readonly {
    readonly name: string;
    readonly positives: PlacementSums;
    readonly negatives: PlacementSums;
    readonly first: Value;
    readonly second: Value;
    readonly error: Value;
  }[];
  readonly cheapest: readonly (Labelled & { costs: Costs; threshold: Value; cost: Value })[];
  readonly tails: readonly { hits: number; rows: number; p: number; tail: Value }[];
}
const oracle = JSON.parse(readFileSync(new URL("fixtures/estimate.json", import.meta.url), "utf8")) as Oracle;

const sample = ({ values, counts }: Counted) => ({
  values: Float64Array.from(values),
  counts: Float64Array.from(counts),
});
const labelled = ({ positive, negative }: Pick<Labelled, "positive" | "negative">) =>
  labelledScores(sample(negative), sample(positive));
function near(found: unknown, { value, tolerance, peer }: Value): void {
  expect(typeof found, peer).toBe("number");
  const expected = value ?? Number.NaN;
  expect(Math.abs(Number(found) - expected), peer).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

const measures = {
  accuracy: (counts: Confusion) => ratio(confusionRatios(counts).accuracy),
  precision: (counts: Confusion) => ratio(confusionRatios(counts).precision),
  recall: (counts: Confusion) => ratio(confusionRatios(counts).recall),
  specificity: (counts: Confusion) => ratio(confusionRatios(counts).specificity),
  f1,
};
const ratio = ({ hits, rows }: { hits: number; rows: number }) => (rows === 0 ? ("one_class" as const) : hits / rows);
const countNames = ["accuracy", "precision", "recall", "specificity", "f1"] as const;

it.each(oracle.mapped)("the steps of $name scores are scikit-learn's isotonic map", (expected) => {
  const steps = scoreSteps(labelled(expected));
  expected.asked.forEach((score, index) =>
    expect(Math.abs((steps.rates[stepOf(steps, score)] ?? -1) - (expected.rates[index] ?? 0))).toBeLessThanOrEqual(
      expected.tolerance,
    ),
  );
  expect(steps.cuts.length).toBe(steps.rates.length - 1);
  const few = scoreSteps(labelled(expected), 3);
  expect(few.rates.length).toBeLessThanOrEqual(3);
  expect([...few.rates].sort((a, b) => a - b)).toEqual([...few.rates]);
});

describe.each(oracle.expected)("rows with chances: $name", (expected) => {
  const { rates, called, passed } = expected;
  const rows = called.map((count, index) => count + (passed[index] ?? 0));
  it("have NannyML's expected counts and what is made of them", () => {
    const counts = expectedConfusion(rates, called, passed);
    for (const name of countNames) near(ofExpected(counts, measures[name]).value, expected[name]);
  });
  it("have NannyML's expected ROC AUC, and the error of every row's pull on it", () => {
    const auc = expectedAuc({ rates, rows });
    near(auc.value, expected.roc_auc);
    near(auc.value, expected.roc_auc_pairs);
    near(auc.error, expected.roc_auc_error);
  });
  it.each(["log_loss", "brier"] as const)("have the expected %s of every row", (name) => {
    const found = expectedLoss({ rates, rows, ...expected[name] });
    near(found.value, expected[name].expected);
    near(found.error, expected[name].error);
  });
  it("have errors that are the spread of what chance makes of them", () => {
    const uniform = uniformFrom(1, expected.name);
    const counts = expectedConfusion(rates, called, passed);
    const draw = (cells: readonly number[]): number =>
      cells.reduce((sum, n, step) => sum + binomial(n, rates[step] ?? 0, uniform()), 0);
    const [yes, no] = [called, passed].map((cells) => cells.reduce((sum, n) => sum + n, 0)) as [number, number];
    const draws = Array.from({ length: 4000 }, () => {
      const [tp, fn] = [draw(called), draw(passed)];
      return { tp, fp: yes - tp, fn, tn: no - fn };
    });
    for (const name of countNames) {
      const { error } = ofExpected(counts, measures[name]);
      const values = draws.map(measures[name]).filter((value) => typeof value === "number");
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      expect(Math.abs(Number(error) / spread - 1), name).toBeLessThan(expected.name === "few rows" ? 0.35 : 0.08);
    }
  });
});

describe("NannyML's CBPE from end to end", () => {
  const steps = scoreSteps(labelled(oracle.cbpe));
  const byStep = ({ values, counts }: Counted): number[] => {
    const rows = Array.from(steps.rates, () => 0);
    values.forEach((score, index) => {
      const step = stepOf(steps, score);
      rows[step] = (rows[step] ?? 0) + (counts[index] ?? 0);
    });
    return rows;
  };
  it.each([0, 1])("is reproduced in chunk %d", (index) => {
    const chunk = oracle.cbpe.chunks[index];
    if (chunk === undefined) throw new Error("no chunk");
    const [called, passed] = [byStep(chunk.called), byStep(chunk.passed)];
    const counts = expectedConfusion(steps.rates, called, passed);
    for (const name of countNames) near(ofExpected(counts, measures[name]).value, chunk.expected[name]);
    const rows = called.map((count, step) => count + (passed[step] ?? 0));
    near(expectedAuc({ rates: steps.rates, rows }).value, chunk.expected.roc_auc);
  });
});

it.each(oracle.shifted)("class shares of $name", (expected) => {
  const total = expected.reference.flat().reduce((sum, n) => sum + n, 0);
  near(conditionOf(expected.reference.map((row) => row.map((n) => n / total))), expected.condition);
  const found = labelShift(expected);
  if ((expected.condition.value ?? 0) > worstCondition) expect(found).toBe("ill_conditioned");
  else if (typeof found === "string") throw new Error(found);
  else
    found.shares.forEach((share, index) => near(share, expected.shares[index] ?? { value: 0, peer: "", tolerance: 0 }));
});

it("class shares are refused where they cannot be told", () => {
  expect(
    labelShift({
      reference: [
        [5, 5],
        [5, 5],
      ],
      production: [5, 5],
    }),
  ).toBe("ill_conditioned");
  expect(
    labelShift({
      reference: [
        [5, 0],
        [5, 0],
      ],
      production: [5, 5],
    }),
  ).toBe("one_class");
  expect(
    labelShift({
      reference: [
        [5, 1],
        [1, 5],
      ],
      production: [0, 0],
    }),
  ).toBe("too_few_rows");
});

it.each(oracle.paired)("the paired difference of $counts", ({ counts, low, high }) => {
  const found = pairedProportions(counts);
  near(found?.low, low);
  near(found?.high, high);
});

const hitsOf = ([both = 0, first = 0, second = 0, neither = 0]: readonly number[]): PairedHits => {
  return { both, first, second, neither };
};

it("a paired difference is undefined without rows, and its interval covers 95 % of the time", () => {
  expect(pairedProportions({ both: 0, first: 0, second: 0, neither: 0 })).toBeNull();
  const uniform = uniformFrom(5, "paired");
  const runs = 3000;
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const cells = [0, 0, 0, 0];
    for (let row = 0; row < 200; row++) {
      const u = uniform();
      const cell = [0.7, 0.78, 0.82].filter((line) => u >= line).length;
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const found = pairedProportions(hitsOf(cells));
    if (found !== null && found.low <= 0.04 && found.high >= 0.04) covered++;
  }
  expect(covered / runs).toBeGreaterThan(0.93);
  expect(covered / runs).toBeLessThan(0.98);
});

it.each(oracle.two_scores)("two ROC areas of the same rows: $name", (expected) => {
  const found = delongPaired(expected.positives, expected.negatives);
  near(found?.first, expected.first);
  near(found?.second, expected.second);
  near(found?.error, expected.error);
});

it.each(oracle.cheapest)("the threshold that costs least: $name", (expected) => {
  const { threshold, cost } = leastCostThreshold(labelled(expected), expected.costs);
  expect(threshold).toBe(expected.threshold.value);
  near(cost, expected.cost);
});

it.each(oracle.tails)("the chance of $hits or more of $rows", ({ hits, rows, p, tail }) =>
  near(binomialTail(hits, rows, p), tail),
);

it("expected metrics of one class are undefined, with their reason", () => {
  const none: Expected = { value: "one_class", error: null };
  expect(expectedAuc({ rates: [0, 0], rows: [3, 4] })).toEqual(none);
  expect(expectedAuc({ rates: [1], rows: [3] })).toEqual(none);
  expect(expectedLoss({ rates: [0.5], rows: [0], positive: [0], negative: [0], squares: [0] }).value).toBe(
    "too_few_rows",
  );
});
