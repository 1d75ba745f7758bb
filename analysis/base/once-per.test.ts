import { expect, it, vi } from "vitest";
import { oncePer } from "./once-per.ts";

it("computes once for an object, even when nothing comes of it, and again for another with the same content", () => {
  const compute = vi.fn((list: readonly number[]) => list.at(0));
  const first = oncePer(compute);
  const [empty, one] = [[], [7]];
  expect([first(empty), first(empty), first(one), first(one), first([7])]).toEqual([undefined, undefined, 7, 7, 7]);
  expect(compute).toHaveBeenCalledTimes(3);
});
