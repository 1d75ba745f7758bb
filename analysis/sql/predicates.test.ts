import { describe, expect, it } from "vitest";
import type { Dataset, Filters } from "../document/schema.ts";
import { relationPredicate, slicePredicate, timePredicate } from "./predicates.ts";

const production: Dataset = {
  ...{ id: "production", role: "production", files: [], rows: 0, schema: [], time_range: null },
  window: { column: "at", from: "2026-01-01T00:00:00.000Z", to: null },
};
const filters: Filters = {
  time: { from: null, to: "2026-02-01T00:00:00.000Z" },
  slices: [{ column: 'a"b', op: "in", values: ["it's", 1.5, true] }],
};

describe("predicates", () => {
  it("bounds time half-open and leaves out what has no bound", () => {
    expect(timePredicate({ column: "at", from: null, to: null })).toBeNull();
    expect(timePredicate({ column: "at", from: "2026-01-01T00:00:00.000Z", to: "2026-02-01T00:00:00.000Z" })).toBe(
      `("at" >= TIMESTAMP '2026-01-01 00:00:00.000') AND ("at" < TIMESTAMP '2026-02-01 00:00:00.000')`,
    );
  });

  it("joins a production dataset's window with the filters, and quotes every name and value", () => {
    expect(relationPredicate(production, filters, "at")).toBe(
      `(("at" >= TIMESTAMP '2026-01-01 00:00:00.000')) AND (("at" < TIMESTAMP '2026-02-01 00:00:00.000')) AND ("a""b" IN ('it''s', 1.5e+0, TRUE))`,
    );
  });

  it("leaves the reference unfiltered", () => {
    expect(relationPredicate({ ...production, role: "reference", window: null }, filters, "at")).toBeNull();
  });

  it("keeps missing values when a slice excludes others, and matches nothing when a slice names nothing", () => {
    expect(slicePredicate({ column: "a", op: "not_in", values: ["x"] })).toBe(`("a" IS NULL OR "a" NOT IN ('x'))`);
    expect(slicePredicate({ column: "a", op: "in", values: [] })).toBe("FALSE");
  });
});
