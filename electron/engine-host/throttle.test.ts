import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { throttle } from "./throttle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("throttle", () => {
  it("passes the first value at once, then the newest of each pause, and never loses the last", () => {
    const passed: number[] = [];
    const tell = throttle((value: number) => passed.push(value), 100);
    for (let value = 1; value <= 1000; value += 1) {
      tell(value);
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(1000);
    expect(passed[0]).toBe(1);
    expect(passed.at(-1)).toBe(1000);
    expect(passed.length).toBeLessThanOrEqual(12);
  });

  it("passes a value at once again after a quiet time", () => {
    const passed: string[] = [];
    const tell = throttle((value: string) => passed.push(value), 100);
    tell("a");
    vi.advanceTimersByTime(500);
    tell("b");
    expect(passed).toEqual(["a", "b"]);
  });
});
