import { describe, expect, it } from "vitest";
import { renaming, unitChange } from "./causes.ts";

describe("causes", () => {
  it("name a usual factor within 3 %, or the factor itself, and nothing when the ratios differ", () => {
    const quantiles = [10, 20, 30, 40, 60];
    const times = (factor: number): number[] => quantiles.map((value) => value * factor);
    expect(unitChange(quantiles, times(100), 500)).toEqual({ type: "unit", factor: 100, known: true, rows: 500 });
    expect(unitChange(quantiles, times(1 / 12), 500)).toMatchObject({ factor: 1 / 12, known: true });
    expect(unitChange(quantiles, times(5), 500)).toMatchObject({ factor: 5, known: false });
    expect(unitChange(quantiles, times(1.2), 500)).toBeNull();
    expect(unitChange(quantiles, [1000, 2000, 30, 4000, 6000], 500)).toBeNull();
    expect(unitChange([0, 1, 2], [0, 100, 200], 500)).toBeNull();
  });
  it("are no renaming when the sizes differ or nothing vanished", () => {
    expect(
      renaming([
        { name: "a", reference: 0.3, production: 0 },
        { name: "b", reference: 0, production: 0.1 },
      ]),
    ).toBeNull();
    expect(
      renaming([
        { name: "a", reference: 0.3, production: 0.3 },
        { name: "b", reference: 0, production: 0.3 },
      ]),
    ).toBeNull();
  });
});
