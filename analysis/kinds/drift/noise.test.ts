import { describe, expect, it } from "vitest";
import { uniformFrom } from "../../base/rng.ts";
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
