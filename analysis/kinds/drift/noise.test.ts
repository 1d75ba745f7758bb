import { describe, expect, it } from "vitest";
import { uniformFrom } from "../../base/rng.ts";
import { psiTerm } from "../../stats/psi.ts";
import { binScores, bootstrapIntervals, noiseFloor } from "./noise.ts";

describe("the noise floor", () => {
  it("is what halves of the reference differ by: as large as the mean of k − 1 chi-square terms, and the same again", () => {
    const floor = noiseFloor(new Array<number>(10).fill(1000), 5000, 1, "x");
    expect(floor.sizes).toEqual([5000, 5000]);
    expect(floor.psi[0]).toBeGreaterThan((9 * 2) / 5000);
    expect(floor.psi[0]).toBeLessThan((25 * 2) / 5000);
    expect(noiseFloor(new Array<number>(10).fill(1000), 5000, 1, "x")).toEqual(floor);
    expect(noiseFloor(new Array<number>(10).fill(1000), 5000, 2, "x")).not.toEqual(floor);
  });
  it("holds back what fresh samples of the same population do, about 19 times in 20", () => {
    const draws = uniformFrom(5, "coverage");
    const bins = (n: number): number[] => {
      const counts = new Array<number>(10).fill(0);
      for (let row = 0; row < n; row++) {
        const bin = Math.floor(draws() * 10);
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      return counts;
    };
    const alarms = Array.from({ length: 200 }, (_, index) => {
      const reference = bins(3000);
      return binScores({ reference, production: bins(600) }).psi > noiseFloor(reference, 600, index, "c").psi[0];
    }).filter(Boolean).length;
    expect(alarms).toBeGreaterThanOrEqual(2);
    expect(alarms).toBeLessThanOrEqual(20);
  });
  it("raises the lines where the reference is small and has many categories", () => {
    const floor = noiseFloor(new Array<number>(200).fill(3), 300, 1, "many");
    expect(floor.psi[0]).toBeGreaterThan(0.25);
  });
});

describe("intervals", () => {
  it("contain the score, and do not reach 0 for a clear drift", () => {
    const counts = { reference: [500, 300, 200], production: [300, 300, 400] };
    const { psi } = bootstrapIntervals(counts, 1, "x");
    const score = binScores(counts).psi;
    expect(psi[0]).toBeLessThan(score);
    expect(psi[1]).toBeGreaterThan(score);
    expect(psi[0]).toBeGreaterThan(0.1);
  });
});

describe("the interval of PSI", () => {
  const share = (weights: readonly number[]): readonly number[] => {
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / all);
  };
  const drawn = (p: readonly number[], n: number, uniform: () => number): number[] => {
    const counts = p.map(() => 0);
    for (let row = 0; row < n; row++) {
      let [u, bin] = [uniform(), 0];
      while (bin < p.length - 1 && u >= (p[bin] ?? 0)) u -= p[bin++] ?? 0;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts;
  };
  const even = share([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  const tilted = share([1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4, 2.6, 2.8]);
  const skewed = share([60, 20, 10, 5, 3, 2]);
  const moved = share([40, 25, 15, 10, 6, 4]);

  it.each([
    ["ten even bins that tilt, 500 rows", even, tilted, 500],
    ["ten even bins that tilt, 5,000 rows", even, tilted, 5000],
    ["six skewed categories that move, 400 rows", skewed, moved, 400],
    ["six skewed categories that move, 2,000 rows", skewed, moved, 2000],
  ] as const)("holds the population's own PSI at its rate: %s", { timeout: 120_000 }, (name, p, q, rows) => {
    const truth = p.reduce((sum, share_, bin) => sum + psiTerm(share_, q[bin] ?? 0), 0);
    const uniform = uniformFrom(11, name);
    const runs = 300;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const counts = { reference: drawn(p, rows, uniform), production: drawn(q, rows, uniform) };
      const [low, high] = bootstrapIntervals(counts, run, "coverage").psi;
      if (low <= truth && truth <= high) covered += 1;
    }
    expect(covered / runs).toBeGreaterThanOrEqual(0.9);
    expect(covered / runs).toBeLessThanOrEqual(0.98);
  });
});
