import { posix, win32 } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { checkRelativePath, leavesFolder } from "./relative-path.ts";

it.each([
  "a.parquet",
  "data/2026 w44.parquet",
  "../data/a.parquet",
  "../../a",
  "dätä/文件.parquet",
  "a..b/..c",
  "...",
  "-rf",
  "~/a",
  "data/t=1/p.parquet",
  "09:30.parquet",
])("accepts %j", (path) => expect(checkRelativePath(path)).toBeNull());

it.each([
  "",
  "/etc/passwd",
  "//server/share",
  "C:/data.parquet",
  "c:data.parquet",
  "C:\\data.parquet",
  "\\\\server\\share",
  "data\\a.parquet",
  "..\\a",
  "a\0b",
  "a\nb",
  "a\u007fb",
  "a\u0085b",
  "a\u202egpj.exe",
  "a\u2028b",
  "\ud800",
  "a//b",
  "a/",
  "./a",
  "a/./b",
  "a/../b",
  "a/../../etc/passwd",
  "../a/../b",
  "..",
  "../..",
  ".",
  "file:///etc/passwd",
  "https://example.org/a.parquet",
  "a/".repeat(2048) + "a",
])("refuses %j", (path) => expect(checkRelativePath(path)).toMatch(/^A path .+/));

it("accepts no path that leaves the folder without saying so, on any system", () => {
  const part = fc.constantFrom("..", ".", "", "a", "b c", "C:", "~", "..a", "a..", "\\", "..\\..", "\0");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const path = parts.join("/");
      if (checkRelativePath(path) !== null || leavesFolder(path)) return;
      expect(posix.join("/root/folder", path).startsWith("/root/folder/")).toBe(true);
      expect(win32.resolve("Z:\\root\\folder", path).startsWith("Z:\\root\\folder\\")).toBe(true);
    }),
    { numRuns: 5000 },
  );
});
