import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choleskySolve } from "./cholesky.ts";
import { correlationRatio } from "./correlation-ratio.ts";
import { groupedMedian } from "./grouped-median.ts";
import { mixBehaviour, whole, type SliceParts, type SliceSums } from "./mix-behaviour.ts";
import { ndcg } from "./ndcg.ts";
import type { LossSums } from "./probability-loss.ts";
import { psiP } from "./psi-p.ts";
import { coalitionsOf, reweightedLosses, type CellSums, type JointCells } from "./reweighted-loss.ts";
import { linearScore, ridgeLogistic, type CodedSample } from "./ridge-logistic.ts";
import { shapleyValues } from "./shapley.ts";
import { spearman } from "./spearman.ts";

interface Oracle {
  readonly mix: readonly { name: string; slices: SliceSums[]; change: number; parts: SliceParts[] }[];
  readonly shapley: readonly { values: number[]; shap: number[]; orders: number[] }[];
  readonly linear: { readonly values: number[]; readonly shap: number[] };
  readonly reweighting: {
    readonly levels: number[][];
    readonly outside: number[][];
    readonly reference: [number[], number[]];
    readonly production: [number[], number[]];
    readonly values: number[];
  };
  readonly ranks: readonly { baseline: number[]; today: number[]; ndcg: number; spearman: number | null }[];
  readonly correlation_ratio: readonly { groups: LossSums[]; ratio: number }[];
  readonly psi_p: readonly { psi: number; bins: number; n: number; m: number; p: number }[];
  readonly grouped_median: readonly { counts: number[]; first: number; width: number; median: number }[];
  readonly ridge: readonly {
    readonly name: string;
    readonly levels: number[];
    readonly codes: number[];
    readonly y: number[];
    readonly intercept: number;
    readonly weights: number[];
    readonly log_loss: number;
  }[];
}

const oracle: Oracle = JSON.parse(readFileSync(new URL("./fixtures/attribution.json", import.meta.url), "utf8"));

const near = (found: unknown, expected: number, tolerance: number): void => {
  expect(typeof found).toBe("number");
  expect(Math.abs(Number(found) - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
};
const all = (found: ArrayLike<number>, expected: readonly number[], tolerance: number): void => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, index) => near(found[index], value, tolerance));
};

describe("mix and behaviour", () => {
  it.each(oracle.mix)("of $name: parts, and the errors that moving one row's weight gives", ({ slices, parts }) => {
    const found = mixBehaviour(slices);
    parts.forEach((part, index) => {
      near(found[index]?.mix, part.mix, 1e-12);
      near(found[index]?.behaviour, part.behaviour, 1e-12);
      near(found[index]?.mixError, part.mixError, 1e-7);
      near(found[index]?.behaviourError, part.behaviourError, 1e-7);
    });
  });

  const sums = fc
    .record({ rows: fc.integer({ min: 0, max: 1e6 }), mean: fc.double({ min: 0, max: 40, noNaN: true }) })
    .map(({ rows, mean }): LossSums => ({ rows, sum: rows * mean, squares: 2 * rows * mean * mean }));
  const slices = fc
    .array(fc.record({ before: sums, after: sums }), { minLength: 1, maxLength: 30 })
    .filter((list) => list.some(({ before }) => before.rows > 0) && list.some(({ after }) => after.rows > 0));

  it("add up to the change to 1e-12 of the scale, whatever the slices", () => {
    fc.assert(
      fc.property(slices, (list) => {
        const [before, after] = [whole(list.map((slice) => slice.before)), whole(list.map((slice) => slice.after))];
        const change = after.sum / after.rows - before.sum / before.rows;
        const parts = mixBehaviour(list).reduce((sum, { mix, behaviour }) => sum + mix + behaviour, 0);
        expect(Math.abs(parts - change)).toBeLessThanOrEqual(1e-12 * 40);
      }),
    );
  });

  it("are 0 without a change, and all mix where only shares moved", () => {
    fc.assert(
      fc.property(fc.array(sums, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (list, times) => {
        fc.pre(list.some(({ rows }) => rows > 0));
        const same = list.map((before) => ({ before, after: before }));
        for (const { mix, behaviour } of mixBehaviour(same))
          expect([Math.abs(mix), Math.abs(behaviour)]).toEqual([0, 0]);
        const more = list.map((before, index) => {
          const factor = index === 0 ? times : 1;
          const after = { rows: before.rows * factor, sum: before.sum * factor, squares: before.squares * factor };
          return { before, after };
        });
        for (const { behaviour } of mixBehaviour(more)) expect(Math.abs(behaviour)).toBeLessThan(1e-12);
      }),
    );
  });
});

describe("Shapley values", () => {
  it.each(oracle.shapley)("are shap's, and the mean over all orders", ({ values, shap, orders }) => {
    all(shapleyValues(values), shap, 1e-12);
    all(shapleyValues(values), orders, 1e-12);
  });

  it("of a linear model are what shap's LinearExplainer knows", () => {
    all(shapleyValues(oracle.linear.values), oracle.linear.shap, 1e-12);
  });

  const game = (players: number) =>
    fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2 ** players, maxLength: 2 ** players });

  it("add up, treat equals equally and give a dummy nothing", () => {
    fc.assert(
      fc.property(game(4), (values) => {
        const total = shapleyValues(values).reduce((sum, value) => sum + value, 0);
        near(total, (values[15] ?? 0) - (values[0] ?? 0), 1e-12);
        // Player 0 changes nothing: v does not depend on bit 0.
        near(shapleyValues(values.map((_, coalition) => values[coalition & ~1] ?? 0))[0], 0, 1e-12);
        // Players 0 and 1 are interchangeable: v depends on how many of them are in.
        const equal = values.map(
          (_, coalition) => values[(coalition & ~3) + (coalition & 1) + ((coalition >> 1) & 1)] ?? 0,
        );
        const [one, two] = shapleyValues(equal);
        near(one, two ?? Number.NaN, 1e-12);
      }),
    );
  });
});

describe("the reweighted loss", () => {
  const { levels, outside, reference, production, values } = oracle.reweighting;
  const cells: JointCells = {
    levels: levels.map((list) => Uint8Array.from(list)),
    outside: outside.map((list) => new Set(list)),
  };
  const side = ([rows, sums]: readonly [number[], number[]]): CellSums => ({
    rows: Float64Array.from(rows),
    sums: Float64Array.from(sums),
  });

  it("is what going over production row by row gives, for every set of features", () => {
    all(reweightedLosses(cells, coalitionsOf(cells), side(reference), side(production)), values, 1e-11);
  });

  it("is the reference's mean for no feature, and for production like the reference", () => {
    const found = reweightedLosses(cells, coalitionsOf(cells), side(reference), side(reference));
    const mean = reference[1].reduce((sum, one) => sum + one, 0) / reference[0].reduce((sum, one) => sum + one, 0);
    near(found[0], mean, 1e-12);
    for (const single of [1, 2, 4]) near(found[single], mean, 1e-12);
  });
});

it.each(oracle.ranks)("nDCG and Spearman of $baseline and $today", ({ baseline, today, ndcg: gain, spearman: rho }) => {
  near(ndcg(baseline, today), gain, 1e-12);
  if (rho === null) expect(spearman(baseline, today)).toBe("nothing_varies");
  else near(spearman(baseline, today), rho, 1e-12);
});

it("nDCG and Spearman say why they are undefined", () => {
  expect([ndcg([1], [1]), ndcg([0, 0], [1, 2]), spearman([1], [2])]).toEqual([
    "too_few_rows",
    "zero_variance",
    "too_few_rows",
  ]);
});

it.each(oracle.correlation_ratio)("the correlation ratio is that of the analysis of variance", ({ groups, ratio }) => {
  near(correlationRatio(groups), ratio, 1e-10);
});

it("the correlation ratio of equal numbers or of one row is undefined", () => {
  expect(correlationRatio([{ rows: 3, sum: 0.3, squares: 0.03 }])).toBe("nothing_varies");
  expect(correlationRatio([{ rows: 1, sum: 2, squares: 4 }])).toBe("too_few_rows");
});

it.each(oracle.psi_p)("the index's p: PSI $psi over $bins bins", ({ psi, bins, n, m, p }) => {
  near(psiP(psi, bins, { n, m }), p, 1e-9);
});

it.each(oracle.grouped_median)("the median of binned numbers is $median", ({ counts, first, width, median }) => {
  near(groupedMedian(counts, first, width), median, 1e-12);
  expect(
    groupedMedian(
      counts.map(() => 0),
      first,
      width,
    ),
  ).toBe("too_few_rows");
});

describe("ridge logistic regression", () => {
  it.each(oracle.ridge)("is scikit-learn's: $name", ({ levels, codes, y, intercept, weights, log_loss }) => {
    const sample: CodedSample = { codes: Uint8Array.from(codes), levels, positive: Uint8Array.from(y) };
    const fit = ridgeLogistic(sample, Uint32Array.from(y.keys()));
    if (typeof fit === "string") throw new Error(fit);
    near(fit.intercept, intercept, 1e-6);
    const again = ridgeLogistic(sample, Uint32Array.from(y.keys()), fit);
    near(typeof again === "string" ? again : again.intercept, fit.intercept, 1e-9);
    all(
      fit.weights.flatMap((list) => [...list]),
      weights,
      1e-6,
    );
    const loss = y.reduce((sum, positive, row) => {
      const chance = 1 / (1 + Math.exp(-linearScore(fit, sample.codes, row)));
      return sum - Math.log(positive === 1 ? chance : 1 - chance);
    }, 0);
    near(loss / y.length, log_loss, 1e-7);
  });

  it("refuses one class, and gives a level without rows no weight", () => {
    const sample: CodedSample = { codes: Uint8Array.of(0, 1, 0, 1), levels: [3], positive: Uint8Array.of(0, 1, 1, 1) };
    expect(ridgeLogistic(sample, Uint32Array.of(1, 2, 3))).toBe("one_class");
    const fit = ridgeLogistic(sample, Uint32Array.of(0, 1, 2, 3));
    expect(typeof fit === "string" ? fit : fit.weights[0]?.[2]).toBe(0);
  });

  it("stands on a solver that refuses a matrix without an answer", () => {
    expect(choleskySolve(Float64Array.of(1, 0, 1, 1), Float64Array.of(1, 1))).toBeNull();
    all(choleskySolve(Float64Array.of(4, 0, 2, 3), Float64Array.of(2, 4)) ?? [], [-0.25, 1.5], 1e-12);
  });
});
