import { describe, expect, it } from "vitest";
import { FileGrants, newHandle } from "./file-grants.ts";

describe("file grants", () => {
  it("gives one file one handle of 128 bits, and finds it again", () => {
    const grants = new FileGrants();
    const handle = grants.grant("/data/a.parquet");
    expect(handle).toMatch(/^[0-9a-f]{32}$/);
    expect(grants.grant("/data/../data/a.parquet")).toBe(handle);
    expect(grants.pathOf(handle)).toBe("/data/a.parquet");
  });

  it("refuses a handle of another window, a made-up one, and every handle after its window is gone", () => {
    const one = new FileGrants();
    const other = new FileGrants();
    const handle = one.grant("/data/a.parquet");
    expect(() => other.pathOf(handle)).toThrow("not granted");
    expect(() => one.pathOf(newHandle())).toThrow("not granted");
    one.revokeAll();
    expect(() => one.pathOf(handle)).toThrow("not granted");
  });
});
