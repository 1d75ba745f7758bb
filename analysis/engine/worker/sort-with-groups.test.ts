import { expect, test } from "vitest";
import { uniformFrom } from "../../base/rng.ts";
import { sortWithGroups } from "./sort-with-groups.ts";

const uniform = uniformFrom(1, "doubles and groups to sort");
const shapes: readonly (readonly [string, () => number])[] = [
  ["of one sign", uniform],
  ["of both signs", () => uniform() - 0.5],
  ["few and tied", () => Math.floor(uniform() * 7) - 3],
  ["of all magnitudes", () => (uniform() < 0.5 ? -1 : 1) * 2 ** (uniform() * 2000 - 1000) + 0],
  [
    "of the ends of doubles",
    () => [-Number.MAX_VALUE, Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, 0][Math.floor(uniform() * 5)] ?? 0,
  ],
  ["of one value", () => -3.25],
];

test.each(shapes)("doubles %s take their groups with them, and equal ones keep their order", (_shape, draw) => {
  for (const length of [0, 1, 2, 300, 30_001]) {
    const values = Float64Array.from({ length }, draw);
    const groups = Uint32Array.from({ length }, (_, index) => index);
    // The language's sort keeps the order of equal ones.
    const expected = Array.from(values, (value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
    const sorted = sortWithGroups({ values, groups });
    expect(Array.from(sorted.values)).toEqual(expected.map(({ value }) => value));
    expect(Array.from(sorted.groups)).toEqual(expected.map(({ index }) => index));
  }
});
