import { expect, test } from "vitest";
import { uniformFrom } from "../../base/rng.ts";
import { sortDoubles } from "./sort-doubles.ts";

const uniform = uniformFrom(1, "doubles to sort");
const shapes: readonly (readonly [string, () => number])[] = [
  ["of one sign", uniform],
  ["of both signs", () => uniform() - 0.5],
  ["all negative", () => -1 - uniform()],
  ["few and tied", () => Math.floor(uniform() * 7) - 3],
  ["of all magnitudes", () => (uniform() < 0.5 ? -1 : 1) * 2 ** (uniform() * 2000 - 1000) + 0],
  ["of one value", () => 3.25],
  ["that differ in their last bits", () => 1 + uniform() * 2 ** -40],
  ["close together in two places far apart", () => (uniform() < 0.5 ? -1e300 : 1 + uniform() * 2 ** -40)],
  ["whole and large", () => Math.floor(uniform() * 2 ** 40)],
];

test.each(shapes)("doubles %s are in the order that comparing gives, short lists and long ones", (_shape, draw) => {
  for (const length of [0, 1, 4095, 4096, 30_001]) {
    const values = Float64Array.from({ length }, draw);
    const expected = Array.from(values).sort((a, b) => a - b);
    expect(Array.from(sortDoubles(values))).toEqual(expected);
  }
});

test("a part of a longer list is sorted without a look at the rest", () => {
  const values = Float64Array.from({ length: 10_000 }, uniform);
  const expected = Array.from(values.subarray(3, 9_000)).sort((a, b) => a - b);
  expect(Array.from(sortDoubles(values.subarray(3, 9_000)))).toEqual(expected);
});
