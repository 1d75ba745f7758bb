import { expect, test } from "vitest";
import { uniformFrom } from "../../base/rng.ts";
import { sortedCounts } from "./sorted-counts.ts";

const uniform = uniformFrom(1, "values to count");
const whole = (from: number, range: number) => () => from + Math.floor(uniform() * range);
const shapes: readonly (readonly [string, () => number])[] = [
  ["whole and near each other", whole(0, 200)],
  ["whole and of both signs", whole(-50, 90)],
  ["whole and spread as widely as there are rows", whole(-3, 30_000)],
  ["whole and far from zero", whole(2 ** 51, 40)],
  ["whole and beyond what can be told apart", () => 2 ** 60 + Math.floor(uniform() * 9) * 256],
  ["whole and far from each other", () => Math.floor(uniform() * 9) * 1e9],
  ["of one value", () => -7],
  ["whole but for a few", () => (uniform() < 0.001 ? 0.5 : Math.floor(uniform() * 9))],
  ["not whole", uniform],
];

test.each(shapes)("values %s are counted as by hand, short lists and long ones", (_shape, draw) => {
  for (const length of [0, 1, 4095, 4096, 30_001]) {
    const values = Float64Array.from({ length }, draw);
    const expected = new Map<number, number>();
    for (const value of Array.from(values).sort((a, b) => a - b)) expected.set(value, (expected.get(value) ?? 0) + 1);
    const counted = sortedCounts(values);
    expect(Array.from(counted.values)).toEqual([...expected.keys()]);
    expect(Array.from(counted.counts)).toEqual([...expected.values()]);
  }
});
