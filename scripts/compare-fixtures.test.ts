import { expect, it } from "vitest";
import { differences } from "./compare-fixtures.mjs";

const fixture = (input: number, value: number, other: number) => ({
  expected_at: [{ at: "samples.*.mean" }],
  samples: [{ input, mean: value }],
  cases: [{ input: [input], expected: [value, null, other] }],
});

it("lets expected values differ in their last digits, and nothing else", () => {
  const old = fixture(0.1, 3, 1e-17);
  expect(differences(old, old)).toEqual([]);
  expect(differences(old, fixture(0.1, 3 + 1e-13, 3e-17))).toEqual([]);
  expect(differences(old, fixture(0.1, 3.0001, 1e-17))).toHaveLength(2);
  expect(differences(old, fixture(0.1 + 1e-18, 3, 1e-17))).toEqual([]);
  const moved = differences(old, fixture(0.1 + 1e-16, 3, 1e-17));
  expect(moved).toHaveLength(2);
  expect(moved[0]).toContain("samples.0.input: 0.1 is committed, 0.1000000000000001 is made");
});

it("names what is only on one side, and another type", () => {
  expect(differences({ a: 1, b: [1, 2] }, { b: [1], c: null })).toEqual([
    expect.stringContaining("a: 1 is committed, undefined is made"),
    expect.stringContaining("b.1: 2 is committed"),
    expect.stringContaining("c: undefined is committed, null is made"),
  ]);
  expect(differences({ a: [1] }, { a: { 0: 1 } })).toHaveLength(1);
});
