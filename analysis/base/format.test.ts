import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatInstant,
  formatMetric,
  formatNumber,
  formatP,
  formatPoints,
  formatShare,
} from "./format.ts";

describe("numbers as people read them", () => {
  it.each([
    [formatCount(-1234567), "−1,234,567"],
    [formatShare(0.0964), "9.6 %"],
    [formatPoints(0.042), "+4.2 pp"],
    [formatPoints(-0.042), "−4.2 pp"],
    [formatPoints(-0.0001), "0.0 pp"],
    [formatMetric(0.84249), "0.842"],
    [formatMetric(0.000123), "1.2e-4"],
    [formatMetric(0), "0.000"],
    [formatNumber(4500), "4,500"],
    [formatNumber(0.123456), "0.1235"],
    [formatNumber(-2.5e12), "−2.50e+12"],
    [formatP(0.0004), "< 0.001"],
    [formatP(0.0321), "0.032"],
    [formatInstant("2026-11-14T00:00:00.000Z"), "2026-11-14"],
    [formatInstant("2026-11-14T09:30:12.000Z"), "2026-11-14 09:30 UTC"],
  ])("%s", (text, expected) => expect(text).toBe(expected));
});
