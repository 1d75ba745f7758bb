import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CompensatedSum } from "./compensated-sum.ts";

function sumOf(terms: readonly number[]): number {
  const sum = new CompensatedSum();
  for (const term of terms) sum.add(term);
  return sum.value;
}

describe("a compensated sum", () => {
  it("keeps what a plain sum loses, whichever of the two is larger", () => {
    expect(sumOf([1, 1e100, 1, -1e100])).toBe(2);
    expect(sumOf(Array.from({ length: 1_000_000 }, () => 0.1))).toBe(100_000);
    expect(sumOf([])).toBe(0);
  });

  it("of whole numbers is the exact sum, rounded once", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 200 }), (terms) => {
        const positive = terms.map(Math.abs);
        const exact = Number(positive.reduce((sum, term) => sum + BigInt(term), 0n));
        expect(Math.abs(sumOf(positive) - exact)).toBeLessThanOrEqual(exact * 2 ** -52);
      }),
    );
  });
});
