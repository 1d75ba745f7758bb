import fc from "fast-check";
import { expect, it } from "vitest";
import { judgeShare } from "./judge.ts";

const rule = { limits: { warn: 0.01, fail: 0.05 }, minRows: 100, alone: "judge", falls: true } as const;
const of = (hits: number, rows: number) => ({ hits, rows });

it.each([
  ["a large share with its whole interval beyond the limit", of(0, 1000), of(100, 1000), "fail"],
  ["a large share whose interval reaches below the fail limit", of(0, 1000), of(55, 1000), "warn"],
  ["a middling share", of(0, 1000), of(20, 1000), "warn"],
  ["a middling share that may be chance", of(1, 120), of(3, 120), "pass"],
  ["a tiny share, however significant", of(0, 2_000_000), of(4000, 2_000_000), "pass"],
  ["a fall, however large", of(500, 1000), of(0, 1000), "warn"],
  ["few rows in production", of(0, 1000), of(90, 99), "low_n"],
  ["few rows in the reference", of(0, 99), of(90, 1000), "low_n"],
  ["no rows in production", of(0, 1000), of(0, 0), "low_n"],
  ["production alone, against none", null, of(100, 1000), "fail"],
  ["the reference alone", of(100, 1000), null, "info"],
])("%s: %o to %o is %s", (_, reference, production, level) => {
  expect(judgeShare(reference, production, rule).level).toBe(level);
});

it("shows production alone without a verdict where 0 is no yardstick, and a fall passes where it means nothing", () => {
  expect(judgeShare(null, of(100, 1000), { ...rule, alone: "show" }).level).toBe("info");
  expect(judgeShare(of(500, 1000), of(0, 1000), { ...rule, falls: false }).level).toBe("pass");
});

const side = fc.nat(1_000_000).chain((rows) => fc.nat(rows).map((hits) => of(hits, rows)));

it("equal sides never warn or fail, and the interval always holds the difference", () => {
  fc.assert(
    fc.property(side, side, (one, other) => {
      expect(["pass", "low_n"]).toContain(judgeShare(one, one, rule).level);
      const { low, high, difference } = judgeShare(one, other, rule);
      if (difference === null || low === null || high === null) return;
      expect(low).toBeLessThanOrEqual(difference + 1e-12);
      expect(high).toBeGreaterThanOrEqual(difference - 1e-12);
    }),
  );
});
