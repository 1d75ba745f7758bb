import { describe, expect, it } from "vitest";
import { compareResults } from "./compare-results.ts";

describe("compareResults", () => {
  it("finds equal results equal, whatever the order of their keys", () => {
    expect(compareResults("unknown", { a: [1, null], b: "x" }, { b: "x", a: [1, null] })).toEqual({ same: "exact" });
  });

  it("tolerates what two JavaScript engines may round apart, and says how much", () => {
    const comparison = compareResults("unknown", { a: 0.1 }, { a: 0.1 * (1 + 5e-10) });
    expect(comparison.same).toBe("within_tolerance");
    expect(comparison).toHaveProperty("largest", expect.closeTo(5e-10, 12));
  });

  it("names the place of every other difference: numbers, texts, missing and added parts", () => {
    const comparison = compareResults("unknown", { a: 1, b: ["x"], c: null }, { a: 1.001, b: [], d: true });
    expect(comparison).toEqual({
      same: "different",
      differences: [
        { metric: null, column: null, pointer: "/a", stored: "1", found: "1.001" },
        { metric: null, column: null, pointer: "/b/0", stored: '"x"', found: "nothing" },
        { metric: null, column: null, pointer: "/c", stored: "null", found: "nothing" },
        { metric: null, column: null, pointer: "/d", stored: "nothing", found: "true" },
      ],
    });
  });

  it("never takes an object for an array or a number for its text", () => {
    expect(compareResults("unknown", { a: [] }, { a: {} }).same).toBe("different");
    expect(compareResults("unknown", { a: 1 }, { a: "1" }).same).toBe("different");
  });
});
