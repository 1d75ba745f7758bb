import { describe, expect, test } from "vitest";
import { combineStatistics, disagreement, type AuditReading } from "./audit.ts";
import { castOf } from "./casts.ts";
import { sqlShape } from "./sql-shape.ts";
import type { FooterStatistics } from "./worker/file-check.ts";
import { compressSorted, mergeCounted } from "./worker/value-counts.ts";

describe("the shape of SQL", () => {
  test("counts branches, depth and tables, and nothing inside text, names or comments", () => {
    expect(sqlShape("SELECT 1")).toEqual({ branches: 1, depth: 0, tables: 0 });
    expect(
      sqlShape(
        "WITH a AS (SELECT 1), b AS MATERIALIZED (SELECT (SELECT 2)) SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 3",
      ),
    ).toEqual({ branches: 3, depth: 2, tables: 2 });
    expect(
      sqlShape(`SELECT 'union (select ''(select' AS "union (select" -- union (select\n /* union (select */ FROM t`),
    ).toEqual({ branches: 1, depth: 0, tables: 0 });
  });
});

describe("casts", () => {
  test.each([
    ["DECIMAL(18,3)", "DOUBLE"],
    ["HUGEINT", "DOUBLE"],
    ["TIMESTAMP WITH TIME ZONE", "TIMESTAMP"],
    ["TIMESTAMP_NS", "TIMESTAMP"],
    ["ENUM('a(b)', 'c')", "VARCHAR"],
    ["TIME", "VARCHAR"],
    ["BIGINT", "BIGINT"],
    ["STRUCT(a DECIMAL(3,2))", "UNSUPPORTED"],
    ["DECIMAL(3,2)[]", "UNSUPPORTED"],
    ["MAP(VARCHAR, INTEGER)", "UNSUPPORTED"],
    ["BLOB", "UNSUPPORTED"],
    ["SOMETHING NEW", "UNSUPPORTED"],
  ])("%s is used as %s", (from, to) => {
    expect(castOf(from).type).toBe(to);
    expect(castOf(from).note === undefined).toBe(to === "BIGINT" || from.startsWith("ENUM"));
  });
});

describe("the audit", () => {
  const footer: FooterStatistics = { nulls: 2, domain: "integer", min: "-5", max: "90", exact: true };
  const reading: AuditReading = { rows: 10, present: 8, low: "-5", high: "90", distinct: 3, from: null, until: null };

  test("passes when rows, values and range agree", () => {
    expect(disagreement(reading, footer, 10, false)).toBeNull();
    expect(
      disagreement(
        { ...reading, present: 0, low: null, high: null },
        { ...footer, nulls: 10, min: null, max: null },
        10,
        false,
      ),
    ).toBeNull();
    expect(
      disagreement(
        { ...reading, low: 0, high: Infinity },
        { ...footer, domain: "float", min: "-0", max: "Infinity" },
        10,
        false,
      ),
    ).toBeNull();
  });

  test.each([
    ["rows", { rows: 9 }],
    ["values", { present: 7 }],
    ["smallest", { low: "-6" }],
    ["largest", { high: "9223372036854775807" }],
  ])("says that the %s differ", (word, change) => {
    expect(disagreement({ ...reading, ...change }, footer, 10, false)).toContain(word);
  });

  test("takes cut text as a bound, and exact text as the value", () => {
    const text: FooterStatistics = { nulls: 0, domain: "text", min: "6161", max: "6263", exact: false };
    const read = { ...reading, rows: 8, low: "616161", high: "6262" };
    expect(disagreement(read, text, 8, false)).toBeNull();
    expect(disagreement({ ...read, low: "60" }, text, 8, false)).toContain("smallest");
    expect(disagreement(read, { ...text, exact: true }, 8, false)).toContain("smallest");
  });

  test("lets nanoseconds be cut to microseconds, and no more", () => {
    const nanos: FooterStatistics = { nulls: 0, domain: "nanoseconds", min: "1999", max: "5000", exact: true };
    expect(disagreement({ ...reading, rows: 8, low: "1", high: "5" }, nanos, 8, false)).toBeNull();
    expect(disagreement({ ...reading, rows: 8, low: "1", high: "7" }, nanos, 8, false)).toContain("largest");
  });

  test("combines the footers of several files, leaving out those without values", () => {
    const parts = [
      footer,
      { ...footer, nulls: 4, min: null, max: null },
      { ...footer, nulls: 0, min: "-70", max: "8" },
    ].map((statistics, index) => ({ statistics, rows: [10, 4, 5][index] ?? 0 }));
    expect(combineStatistics(parts)).toEqual({ nulls: 6, domain: "integer", min: "-70", max: "90", exact: true });
    expect(combineStatistics([...parts, { rows: 3, statistics: { ...footer, nulls: null, min: null } }])).toMatchObject(
      { nulls: null, min: null },
    );
  });
});

describe("value counts", () => {
  test("join -0 and 0, and merge as if all rows had been sorted together", () => {
    const a = compressSorted(Float64Array.of(-1, -0, 0, 2, 2));
    expect(a).toEqual({ values: Float64Array.of(-1, 0, 2), counts: Float64Array.of(1, 2, 2) });
    expect(Object.is(a.values[1], 0)).toBe(true);
    const b = compressSorted(Float64Array.of(0, 2, 9), Float64Array.of(5, 1, 1));
    expect(mergeCounted(a, b)).toEqual(compressSorted(Float64Array.of(-1, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 9)));
    expect(mergeCounted(a, compressSorted(new Float64Array()))).toEqual(a);
  });
});
