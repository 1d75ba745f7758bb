import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeRows, readSql } from "./free-table.ts";

const decoded = (type: string, value: string | number | null): unknown =>
  decodeRows([{ name: "v", type }], [{ c0: value }])[0]?.[0];

describe("values of a free query", () => {
  it("are numbers exactly where a number holds the integer", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 127n), max: 2n ** 127n - 1n }),
        fc.integer({ min: 0, max: 120 }),
        (big, shift) => {
          const whole = big >> BigInt(shift);
          const value = decoded("HUGEINT", String(whole));
          const isSafe = whole >= BigInt(Number.MIN_SAFE_INTEGER) && whole <= BigInt(Number.MAX_SAFE_INTEGER);
          expect(value).toBe(isSafe ? Number(whole) : String(whole));
        },
      ),
      { seed: 1 },
    );
  });

  it("are decimals that come back digit by digit when they are numbers", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
        fc.integer({ min: 0, max: 999_999 }),
        (whole, part) => {
          const text = `${whole}.${String(part).padStart(6, "0")}`;
          expect(Number(decoded("DECIMAL(18,6)", text)).toFixed(6)).toBe(whole === 0 && part === 0 ? "0.000000" : text);
        },
      ),
      { seed: 2 },
    );
    expect(decoded("DECIMAL(38,1)", "12345678901234567.5")).toBe("12345678901234567.5");
  });

  it("are text for what JSON has no number for, and never minus zero", () => {
    expect([NaN, Infinity, -Infinity, -0, 1.5].map((value) => decoded("DOUBLE", value))).toEqual([
      "NaN",
      "Infinity",
      "-Infinity",
      0,
      1.5,
    ]);
    expect(decoded("VARCHAR", "12")).toBe("12");
    expect(decoded("BIGINT", null)).toBeNull();
  });

  it("are read under names that no query can disturb", () => {
    const columns = [
      { name: 'a"; DROP', type: "DOUBLE" },
      { name: "b", type: "INTEGER[]" },
      { name: "c", type: "TIMESTAMP WITH TIME ZONE" },
    ];
    expect(readSql(columns, 5)).toBe(
      `SELECT "a""; DROP" AS c0, "b"::VARCHAR AS c1, "c"::TIMESTAMP::VARCHAR AS c2 FROM "free query" LIMIT 5`,
    );
  });
});
