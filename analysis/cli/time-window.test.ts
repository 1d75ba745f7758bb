import { expect, it } from "vitest";
import { timeWindow, windowOn } from "./time-window.ts";

const parsed = (text: string) => {
  const { from, to } = timeWindow("--production-window", text);
  return [from, to];
};

it("a window is two days or instants in UTC, either end open, on the time column", () => {
  expect(parsed("2001-01-01..2001-04-01")).toEqual(["2001-01-01T00:00:00.000Z", "2001-04-01T00:00:00.000Z"]);
  expect(parsed("2001-01-01T12:30:00+02:00..")).toEqual(["2001-01-01T10:30:00.000Z", null]);
  expect(parsed("..2001-04-01T00:00:00.5Z")).toEqual([null, "2001-04-01T00:00:00.500Z"]);
  const window = timeWindow("--reference-window", "..2001-04-01");
  expect(windowOn(window, "date")).toEqual({ column: "date", from: null, to: "2001-04-01T00:00:00.000Z" });
  expect(windowOn(null, null)).toBeNull();
  expect(() => windowOn(window, null)).toThrow(/needs to know the time column/);
});

it.each([
  "",
  "..",
  "2001-01-01",
  "2001-02-30..",
  "2001-01-01T00:00:00..",
  "01/02/2001..",
  "2001-04-01..2001-01-01",
  "a..b..c",
])("%j is no window", (text) => {
  expect(() => parsed(text)).toThrow();
});
