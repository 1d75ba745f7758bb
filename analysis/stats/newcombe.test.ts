import { expect, it } from "vitest";
import { newcombe } from "./newcombe.ts";

// Newcombe 1998, table II: the intervals that the paper prints for method 10.
it.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])("gives the published interval of %i/%i against %i/%i", (...published) => {
  const [a, m, b, n, low, high] = published;
  const interval = newcombe({ hits: a, rows: m }, { hits: b, rows: n });
  expect(interval?.difference).toBeCloseTo(a / m - b / n, 12);
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

it("is mirrored when the sides are exchanged", () => {
  const [ab, ba] = [
    newcombe({ hits: 3, rows: 40 }, { hits: 9, rows: 50 }),
    newcombe({ hits: 9, rows: 50 }, { hits: 3, rows: 40 }),
  ];
  expect(ab?.low).toBeCloseTo(-(ba?.high ?? Number.NaN), 14);
});

it("is undefined when a side has no rows", () => {
  expect(newcombe({ hits: 0, rows: 0 }, { hits: 1, rows: 2 })).toBeNull();
});
