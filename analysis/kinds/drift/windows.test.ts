import { describe, expect, it } from "vitest";
import type { CellContext } from "../context.ts";
import { driftConfig } from "./config.ts";
import { contextWith, datasetWith } from "./testing/context-with.ts";
import { firstLasting } from "./trace-windows.ts";
import { endOf } from "../time-windows.ts";
import { productionFrame } from "./windows.ts";

describe("the beginning of a drift", () => {
  it("is the first window that crosses and is followed by another, and lasts", () => {
    expect(firstLasting([false, true, false, false, true, true, true])).toBe(4);
    expect(firstLasting([false, true, true, false, false, false, false, true, true, true])).toBe(7);
    expect(firstLasting([false, null, true, null, true])).toBe(2);
    expect(firstLasting([false, false, true])).toBe(2);
    expect(firstLasting([true, false, false])).toBe(-1);
  });
});

describe("windows", () => {
  const timed = (min: string, max: string, rows: number): CellContext => {
    const production = datasetWith("production", [["at", "timestamp"]]);
    const columns = { label: null, prediction: null, score: null, features: [], time: "at", id: null, groups: [] };
    return {
      ...contextWith([]),
      production: { ...production, pinnedRows: rows, timeRange: { column: "at", min, max } },
      model: {
        id: "m",
        name: "m",
        version: "1",
        artifact: null,
        task: null,
        columns,
        positive_class: null,
        threshold: null,
      },
    };
  };
  const unit = (windows: string, context: CellContext): string | undefined =>
    productionFrame(driftConfig.parse({ windows }), context)?.unit;

  it("are the finest that hold enough rows, at most 120, and never more when one is chosen", () => {
    const [start, spring, later] = ["2026-01-01T00:00:00.000Z", "2026-03-31T00:00:00.000Z", "2028-12-31T00:00:00.000Z"];
    expect(unit("auto", timed(start, spring, 90_000))).toBe("day");
    expect(unit("auto", timed(start, spring, 9_000))).toBe("week");
    expect(unit("auto", timed(start, later, 1_000_000))).toBe("month");
    expect(unit("day", timed(start, later, 1_000_000))).toBe("month");
    expect(unit("none", timed(start, spring, 90_000))).toBeUndefined();
  });
  it("end where the next begins, in UTC", () => {
    expect(endOf("2026-01-31T00:00:00.000Z", "day")).toBe("2026-02-01T00:00:00.000Z");
    expect(endOf("2026-12-28T00:00:00.000Z", "week")).toBe("2027-01-04T00:00:00.000Z");
    expect(endOf("2026-02-01T00:00:00.000Z", "month")).toBe("2026-03-01T00:00:00.000Z");
  });
});
