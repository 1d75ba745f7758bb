import { describe, expect, it } from "vitest";
import { add, closingLine, judged, none, playwrightCounts, succeeded, vitestCounts } from "./test-counts.mjs";

describe("the counts of a test run", () => {
  it("take a file that broke before its first test for one failure", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{}] },
      { status: "passed", assertionResults: [{}, {}] },
    ];
    const report = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1, testResults };
    expect(vitestCounts(report)).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });

  it("take a flaky test and an error outside of tests for failures", () => {
    const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(playwrightCounts(report)).toEqual({ passed: 3, failed: 3, skipped: 2 });
  });

  it("take a runner that ended badly without a failed test for one failure", () => {
    expect(judged({ ...none, passed: 5 }, 1).failed).toBe(1);
    expect(judged({ ...none, failed: 2 }, 1).failed).toBe(2);
    expect(judged({ ...none, passed: 5 }, 0).failed).toBe(0);
  });

  it("add up to the closing line, and to success only when something passed and nothing failed", () => {
    const total = add({ passed: 2, failed: 0, skipped: 0 }, { passed: 3, failed: 1, skipped: 0 });
    expect(closingLine(total)).toBe("5 passed, 1 failed");
    expect(closingLine({ passed: 1, failed: 0, skipped: 4 })).toBe("1 passed, 0 failed, 4 skipped");
    expect(succeeded(total)).toBe(false);
    expect(succeeded(none)).toBe(false);
    expect(succeeded(add(none, { passed: 1, failed: 0, skipped: 0 }))).toBe(true);
  });
});
