import { expect, test } from "vitest";
import { uniformFrom } from "../base/rng.ts";
import { ExactSums } from "./exact-sums.ts";
import { groupOf, samplesOf, valuesOf } from "./grouped-counts.ts";

const none = new Float64Array(3);
const groups = {
  keys: Float64Array.of(-4, 2, 9),
  values: Float64Array.of(-1.5, 0, 0, 0, 2, 7),
  groups: Uint32Array.of(1, 0, 1, 2, 1, 0),
  counts: Float64Array.of(3, 1, 2, 5, 4, 1),
  ...{ nulls: none, nans: none, negativeInfinities: none, positiveInfinities: none },
};
const lists = ({ values, counts }: { values: Float64Array; counts: Float64Array }) => [[...values], [...counts]];

test("one group, each group, and several groups together", () => {
  expect(lists(groupOf(groups, 2))).toEqual([
    [-1.5, 0, 2],
    [3, 2, 4],
  ]);
  expect(lists(groupOf(groups, 5))).toEqual([[], []]);
  expect(samplesOf(groups).map(lists)).toEqual([
    [
      [0, 7],
      [1, 1],
    ],
    [
      [-1.5, 0, 2],
      [3, 2, 4],
    ],
    [[0], [5]],
  ]);
  expect(lists(valuesOf(groups, (key) => key !== 2))).toEqual([
    [0, 7],
    [6, 1],
  ]);
});

test("sums of shares are those of whole numbers beyond what a double holds, in every order", () => {
  const uniform = uniformFrom(3, "exact sums");
  const numbers = Array.from({ length: 20_000 }, () => ({ value: uniform(), count: 1 + Math.floor(uniform() * 1e6) }));
  const more = [
    { value: 1, count: 2 ** 31 },
    { value: 0.49999999999999994 / 2 ** 40, count: 9 },
    { value: 0, count: 3 },
  ];
  const all = [...numbers, ...more];
  // Tenths and the like lie between two multiples of the unit.
  const whole = all.reduce((sum, { value, count }) => sum + BigInt(Math.round(value * 2 ** 40)) * BigInt(count), 0n);
  for (const list of [all, all.toReversed()]) {
    const sums = new ExactSums(2);
    for (const { value, count } of list) sums.add(1, value, count);
    expect(sums.of(1)).toBe(Number(whole) / 2 ** 40);
    expect(sums.of(0)).toBe(0);
  }
});
