import { describe, expect, it } from "vitest";
import { mainRange } from "./time-frame.ts";
import { filledWindows, nextWindow, unitFor, windowStart } from "./windows.ts";

describe("windows in UTC", () => {
  it.each([
    ["hour", "2026-03-29T01:59:59.999Z", "2026-03-29T01:00:00.000Z", "2026-03-29T02:00:00.000Z"],
    ["day", "2024-02-29T23:00:00.000Z", "2024-02-29T00:00:00.000Z", "2024-03-01T00:00:00.000Z"],
    ["week", "2026-11-22T12:00:00.000Z", "2026-11-16T00:00:00.000Z", "2026-11-23T00:00:00.000Z"],
    ["week", "2026-01-01T00:00:00.000Z", "2025-12-29T00:00:00.000Z", "2026-01-05T00:00:00.000Z"],
    ["month", "2026-01-31T10:00:00.000Z", "2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"],
    ["year", "2026-12-31T10:00:00.000Z", "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ] as const)("the %s of %s is [%s, %s)", (unit, instant, start, next) => {
    expect(windowStart(instant, unit)).toBe(start);
    expect(windowStart(start, unit)).toBe(start);
    expect(nextWindow(start, unit)).toBe(next);
  });

  it("are listed without holes, those without rows too", () => {
    const span = { from: "2026-02-27T22:00:00.000Z", to: "2026-03-02T01:00:00.000Z" };
    expect(
      filledWindows([{ start: "2026-03-01T00:00:00.000Z", rows: 5 }], span, "day").map(({ rows }) => rows),
    ).toEqual([0, 0, 5, 0]);
  });
});

const day = 86_400_000;
it.each([
  ["auto", 2 * day, "hour"],
  ["auto", 90 * day, "day"],
  ["auto", 101 * day, "week"],
  ["auto", 3 * 365 * day, "month"],
  ["auto", 300 * 365 * day, "year"],
  ["auto", 9000 * 365 * day, null],
  ["hour", 16 * day, "hour"],
  ["hour", 20 * day, "day"],
  ["month", day, "month"],
] as const)("a span asked for by %s, %i ms long, is cut by %s", (asked, span, unit) => {
  expect(unitFor(asked, { span, daily: false })).toBe(unit);
});

it("daily data is never cut by the hour", () => {
  expect(unitFor("auto", { span: 2 * day, daily: true })).toBe("day");
  expect(unitFor("hour", { span: 2 * day, daily: true })).toBe("day");
});

it("the main range reaches 10 interquartile ranges, of a day at least, and stays in four-digit years", () => {
  expect(mainRange("2026-01-11T00:00:00.000Z", "2026-01-11T00:00:00.000Z")).toEqual([
    "2026-01-01T00:00:00.000Z",
    "2026-01-21T00:00:00.000Z",
  ]);
  expect(mainRange("0003-01-01T00:00:00.000Z", "9990-01-01T00:00:00.000Z")).toEqual([
    "0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
  ]);
});
