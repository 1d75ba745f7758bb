import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uniformFrom } from "../base/rng.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import { chiSquareContingency } from "./chi-square.ts";
import { halfCount } from "./fills.ts";
import { hellinger } from "./hellinger.ts";
import { histogram, openHistogram } from "./histogram.ts";
import { drawWithoutReplacement } from "./hypergeometric.ts";
import { jensenShannonDistance } from "./jensen-shannon.ts";
import { klDivergence } from "./kl-divergence.ts";
import { ksP } from "./ks-p.ts";
import { ksStatistic } from "./ks-statistic.ts";
import { lInfinity } from "./l-infinity.ts";
import { moments } from "./moments.ts";
import { drawWithReplacement } from "./multinomial.ts";
import { psi } from "./psi.ts";
import { pooledQuantiles, quantiles } from "./quantiles.ts";
import { nextUp, referenceEdges } from "./reference-bins.ts";
import { shares, total } from "./shares.ts";
import { mergeCounts, pairCounts } from "./sorted-counts.ts";
import { sortedCountsOf } from "./testing/sorted-counts-of.ts";
import { totalVariation } from "./total-variation.ts";
import { trimmedWasserstein } from "./trimmed-wasserstein.ts";
import { twoProportionP } from "./two-proportion.ts";
import { wasserstein, wassersteinParts } from "./wasserstein.ts";
import { wilson } from "./wilson.ts";

const counts = (bins: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(1000), { minLength: bins, maxLength: bins }).filter((list) => list.some((count) => count > 0));
const tables = fc.integer({ min: 2, max: 12 }).chain((bins) => fc.tuple(counts(bins), counts(bins)));
const rows = fc.array(fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })), {
  minLength: 1,
  maxLength: 60,
});
const number = (value: unknown): number => (typeof value === "number" ? value : Number.POSITIVE_INFINITY);

const binned: readonly [string, (a: readonly number[], b: readonly number[]) => number][] = [
  ["psi", (a, b) => number(psi(halfCount(a), halfCount(b)))],
  ["Jensen-Shannon", (a, b) => jensenShannonDistance(a, b, 2)],
  ["Hellinger", (a, b) => hellinger(shares(a), shares(b))],
  ["total variation", (a, b) => totalVariation(shares(a), shares(b))],
  ["L-infinity", (a, b) => lInfinity(shares(a), shares(b))],
];

describe.each(binned)("the distance %s of binned counts", (_, distance) => {
  it("is 0 for equal counts, never negative, and the same from either side", () => {
    fc.assert(
      fc.property(tables, ([a, b]) => {
        expect(distance(a, a)).toBeCloseTo(0, 12);
        expect(distance(a, b)).toBeGreaterThanOrEqual(0);
        expect(distance(a, b)).toBeCloseTo(distance(b, a), 12);
      }),
    );
  });
  it("is 0 exactly for equal counts", () => {
    fc.assert(
      fc.property(tables, ([a]) => {
        expect(distance(a, [...a])).toBe(0);
      }),
    );
  });
  it("does not depend on the order of the bins", () => {
    fc.assert(
      fc.property(tables, ([a, b]) => {
        expect(distance([...a].reverse(), [...b].reverse())).toBeCloseTo(distance(a, b), 10);
      }),
    );
  });
});

describe("the bounds of the distances", () => {
  it("hold: Jensen-Shannon, Hellinger, total variation and L-infinity are at most 1, and 1 for disjoint bins", () => {
    fc.assert(
      fc.property(tables, ([a, b]) => {
        for (const [, distance] of binned.slice(1)) expect(distance(a, b)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
    binned.slice(1).forEach(([, distance]) => expect(distance([5, 0], [0, 9])).toBeCloseTo(1, 12));
  });
  it("name an infinite divergence instead of giving it", () => {
    expect(klDivergence([1, 1], [1, 0])).toBe("infinite_distance");
    expect(psi(shares([1, 0]), shares([1, 1]))).toBe("infinite_distance");
  });
});

describe("samples of values", () => {
  it("move by exactly the shift that is added: W₁ is its size, and D does not depend on the unit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 }),
        fc.integer({ min: -30, max: 30 }),
        (values, shift) => {
          const [a, b] = [sortedCountsOf(values), sortedCountsOf(values.map((value) => value + shift))];
          expect(wasserstein(pairCounts(a, b))).toBeCloseTo(Math.abs(shift), 9);
          const [ka, kb] = [
            sortedCountsOf(values.map((value) => value * 4)),
            sortedCountsOf(values.map((value) => (value + shift) * 4)),
          ];
          expect(ksStatistic(pairCounts(ka, kb)).statistic).toBe(ksStatistic(pairCounts(a, b)).statistic);
        },
      ),
    );
  });
  it("have parts of W₁ that add up to it wherever the line is cut", () => {
    fc.assert(
      fc.property(rows, rows, fc.uniqueArray(fc.integer({ min: -25, max: 25 })), (a, b, cuts) => {
        const pair = pairCounts(sortedCountsOf(a), sortedCountsOf(b));
        const whole = wasserstein(pair);
        const parts = wassersteinParts(
          pair,
          cuts.sort((x, y) => x - y),
        );
        expect(Math.abs(total(parts) - whole)).toBeLessThanOrEqual(1e-9 * Math.max(1, whole));
      }),
    );
  });
  it("are together what their merged rows are: the same quantiles to the last digit", () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const [first, second] = [sortedCountsOf(a), sortedCountsOf(b)];
        const probabilities = [0, 0.1, 0.25, 0.5, 0.75, 1];
        const merged = quantiles(mergeCounts(first, second), probabilities);
        expect(pooledQuantiles(pairCounts(first, second), probabilities)).toEqual(merged);
      }),
    );
  });
  it("have the W₁ of the rows that are left when both are trimmed, over their range", () => {
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: -20, max: 20 }), fc.nat(20), (a, b, from, width) => {
        const kept = [from, from + width] as const;
        const left = (values: readonly number[], low: number): readonly number[] =>
          values.filter((value) => value >= low && value <= kept[1]);
        const [inA, inB] = [left(a, kept[0]), left(b, kept[0] - 5)];
        const pair = pairCounts(sortedCountsOf(a), sortedCountsOf(b));
        const found = trimmedWasserstein(pair, kept, [kept[0] - 5, kept[1]]);
        const all = [...inA, ...inB];
        const range = Math.max(...all) - Math.min(...all);
        const expected = (): number => wasserstein(pairCounts(sortedCountsOf(inA), sortedCountsOf(inB)));
        if (inA.length === 0 || inB.length === 0) expect(found).toBeNull();
        else expect(found).toBe(range === 0 ? 0 : expected() / range);
      }),
    );
  });
  it("have quantiles between their ends, in order, and every row in some bin", () => {
    fc.assert(
      fc.property(rows, (values) => {
        const sample = sortedCountsOf(values);
        const found = quantiles(sample, [0, 0.25, 0.5, 0.75, 1]);
        expect(found).toEqual([...found].sort((a, b) => a - b));
        expect([found[0], found[4]]).toEqual([Math.min(...values) + 0, Math.max(...values) + 0]);
        const edges = referenceEdges(sample);
        expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
        expect(total(openHistogram(sample, edges))).toBe(values.length);
        expect(moments(sample).n).toBe(values.length);
      }),
    );
  });
});

describe("Casefile's bins", () => {
  it("have no edge at -0", () => {
    expect(referenceEdges(sortedCountsOf([-5e-324, -1]))).toEqual([-1, -5e-324, 0]);
  });
  it("give a value that holds many rows, and each of few values, a bin of its own", () => {
    const zeros = sortedCountsOf([
      ...new Array<number>(70).fill(0),
      ...Array.from({ length: 30 }, (_, index) => 1 + index / 10),
    ]);
    expect(referenceEdges(zeros).slice(0, 2)).toEqual([0, Number.MIN_VALUE]);
    const flag = sortedCountsOf([0, 0, 0, 1]);
    expect([...openHistogram(flag, referenceEdges(flag))]).toEqual([0, 3, 1, 0]);
    expect([...openHistogram(sortedCountsOf([-1, 0, 1, 100]), referenceEdges(flag))]).toEqual([1, 1, 1, 1]);
  });
  it("end just above a value", () => {
    for (const value of [0, 1, -1, 1e300, -1e-300]) expect(nextUp(value)).toBeGreaterThan(value);
    expect(nextUp(1)).toBe(1 + Number.EPSILON);
    expect(nextUp(-Number.MIN_VALUE)).toBe(0);
  });
  it("close numpy's last bin and drop what lies outside", () => {
    expect([...histogram(sortedCountsOf([-1, 0, 1, 2, 2, 3]), [0, 1, 2])]).toEqual([1, 3]);
  });
});

describe("tests and intervals", () => {
  it("have p-values between 0 and 1 that fall as the gap grows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (m, n) => {
        const grid = Array.from({ length: 11 }, (_, step) => ksP(step / 10, m, n));
        grid.forEach((p, index) => expect(p).toBeLessThanOrEqual((grid[index - 1] ?? 1) + 1e-12));
        expect(Math.min(...grid)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  it("say nothing of a table with one category", () =>
    expect(chiSquareContingency([5], [7])).toEqual({ statistic: 0, df: 0, p: 1 }));
  it("adjust p-values upwards, keep their order, and never beyond 1", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        const adjusted = benjaminiHochberg(p);
        adjusted.forEach((value, index) => {
          expect(value).toBeGreaterThanOrEqual((p[index] ?? 0) - 1e-15);
          expect(value).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
  it("keep Wilson's interval around the share, and two equal shares apart by nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (n, k) => {
        const successes = Math.min(n, k);
        const { low = NaN, high = NaN } = wilson(successes, n) ?? {};
        expect(low).toBeLessThanOrEqual(successes / n);
        expect(high).toBeGreaterThanOrEqual(successes / n);
        expect(twoProportionP({ hits: successes, rows: n }, { hits: successes, rows: n })).toBe(1);
      }),
    );
  });
});

describe("random draws of binned rows", () => {
  const bins = [500, 30, 2, 0, 1468];
  const repeated = (draw: () => Float64Array, times: number): { mean: number[]; variance: number[] } => {
    const draws = Array.from({ length: times }, draw);
    const mean = bins.map((_, bin) => draws.reduce((sum, one) => sum + (one[bin] ?? 0), 0) / times);
    return {
      mean,
      variance: mean.map((centre, bin) => draws.reduce((sum, one) => sum + ((one[bin] ?? 0) - centre) ** 2, 0) / times),
    };
  };
  it("without replacement have the mean and variance of the multivariate hypergeometric", () => {
    const uniform = uniformFrom(7, "hypergeometric");
    const { mean, variance } = repeated(() => drawWithoutReplacement(bins, 800, uniform), 20_000);
    bins.forEach((marked, bin) => {
      const expected = (800 * marked) / 2000;
      const spread = (expected * (1 - marked / 2000) * 1200) / 1999;
      expect(Math.abs((mean[bin] ?? 0) - expected)).toBeLessThanOrEqual(5 * Math.sqrt(spread / 20_000));
      expect(Math.abs((variance[bin] ?? 0) - spread)).toBeLessThanOrEqual(0.06 * spread);
    });
  });
  it("with replacement have the mean and variance of the multinomial", () => {
    const uniform = uniformFrom(7, "multinomial");
    const { mean, variance } = repeated(() => drawWithReplacement(bins, uniform), 20_000);
    bins.forEach((count, bin) => {
      const spread = count * (1 - count / 2000);
      expect(Math.abs((mean[bin] ?? 0) - count)).toBeLessThanOrEqual(5 * Math.sqrt(spread / 20_000));
      expect(Math.abs((variance[bin] ?? 0) - spread)).toBeLessThanOrEqual(0.06 * spread);
    });
  });
  it("keep the number of rows and never take more than a bin has", () => {
    const uniform = uniformFrom(3);
    fc.assert(
      fc.property(counts(6), fc.double({ min: 0, max: 1, noNaN: true }), (list, part) => {
        const drawn = Math.floor(total(list) * part);
        const taken = drawWithoutReplacement(list, drawn, uniform);
        expect(total(taken)).toBe(drawn);
        taken.forEach((count, bin) => expect(count).toBeLessThanOrEqual(list[bin] ?? 0));
        expect(total(drawWithReplacement(list, uniform))).toBe(total(list));
      }),
    );
  });
});
