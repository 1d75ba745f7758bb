import { expect, it } from "vitest";
import type { Category } from "../parts.ts";
import { renamesAmong } from "./renames.ts";

const rows = { reference: 1000, production: 2000 };
const category = (
  value: string,
  reference: number,
  production: number,
  seen: [string, string] | null = null,
): Category => ({
  ...{ value, reference, production, first: seen?.[0] ?? null, last: seen?.[1] ?? null },
});
const pairs = (categories: readonly Category[]): readonly string[] =>
  renamesAmong(categories, rows, 20).map(({ from, to }) => `${from.value} → ${to.value}`);

it("pairs a vanished value with a new one of the same share, scaled to production's rows", () => {
  expect(pairs([category("gold", 100, 0), category("premium", 0, 190), category("basic", 900, 1810)])).toEqual([
    "gold → premium",
  ]);
});

it("takes the nearest share first, and each value once", () => {
  const known = [category("a", 100, 0), category("b", 105, 0)];
  expect(pairs([...known, category("x", 0, 210), category("y", 0, 199)])).toEqual(["b → x", "a → y"]);
});

it("pairs a value that stops with one that starts later, not with one that began before", () => {
  const old = category("old", 500, 600, ["2026-01-01", "2026-02-01"]);
  expect(pairs([old, category("new", 0, 400, ["2026-02-01", "2026-03-01"])])).toEqual(["old → new"]);
  expect(pairs([old, category("new", 0, 400, ["2026-01-20", "2026-03-01"])])).toEqual([]);
});

it("makes nothing of shares that differ by more than a fifth, nor of rare values", () => {
  expect(pairs([category("a", 100, 0), category("x", 0, 150)])).toEqual([]);
  expect(pairs([category("a", 9, 0), category("x", 0, 19)])).toEqual([]);
});
