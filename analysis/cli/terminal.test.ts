import { describe, expect, it } from "vitest";
import { plainText } from "./plain-text.ts";
import { progressText } from "./progress.ts";
import { reportFailure } from "./print-error.ts";
import { terminalOn } from "./terminal.ts";
import { CasefileError } from "../base/errors.ts";

const recorder = (isTTY: boolean) => {
  const written: string[] = [];
  return { written, isTTY, columns: 30, write: (text: string) => written.push(text) > 0 };
};

describe("what the terminal is given", () => {
  it("cannot steer it: no escape sequence, no build server's command survives", () => {
    const text = plainText("\u001b]0;title\u0007\u001b[31mred\n  ::error::x\nend ##[group]\u202e\u009b1m");
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]|^\s*::|##\[/m);
    expect(text).toContain("red");
    expect(plainText("plain: Größe 日本\n\tline")).toBe("plain: Größe 日本\n\tline");
  });

  it("has progress on one line where a person looks, cleared before anything else is said", () => {
    const [stdout, stderr] = [recorder(true), recorder(true)];
    let now = 1000;
    const terminal = terminalOn(stdout, stderr, () => now);
    terminal.progress("Hashing a very long name of a file.parquet 10 %");
    now += 50;
    terminal.progress("too soon");
    terminal.out("result");
    expect(stderr.written).toEqual(["\r\u001b[2KHashing a very long name of a", "\r\u001b[2K"]);
    expect(stdout.written).toEqual(["result\n"]);
  });

  it("has no progress where nobody looks", () => {
    const stderr = recorder(false);
    terminalOn(recorder(false), stderr).progress("Hashing");
    expect(stderr.written).toEqual([]);
  });
});

describe("a failure", () => {
  const failure = new CasefileError({
    ...{
      code: "file/not-found",
      message: "a is not there.",
      meaning: "It cannot run.",
      fix: "Put it back.",
      detail: "ENOENT",
    },
  });
  const printed = (thrown: unknown, debug: boolean): { code: number; text: string } => {
    const stderr = recorder(false);
    const code = reportFailure(terminalOn(recorder(false), stderr), thrown, debug);
    return { code, text: stderr.written.join("") };
  };

  it("says what happened, what it means and what to do, and gives its exit code", () => {
    expect(printed(failure, false)).toEqual({
      code: 3,
      text: "✗ a is not there.\n  It cannot run.\n  → Put it back.\n",
    });
    expect(printed(failure, true).text).toContain("  [file/not-found]\n  ENOENT");
  });

  it("that nobody foresaw shows its stack only to those who debug", () => {
    const bug = new TypeError("x is undefined");
    expect(printed(bug, false)).toMatchObject({ code: 6, text: expect.not.stringContaining("    at ") });
    expect(printed(bug, true).text).toContain("    at ");
  });
});

it("progress names the work and how far it is", () => {
  expect(progressText({ phase: "hash", label: "a.parquet", done: 43, total: 100 })).toBe("Hashing a.parquet 43 %");
  expect(progressText({ phase: "run", label: "income", done: 1, total: 1200 })).toBe("Running income 1/1,200");
  expect(progressText({ phase: "run", label: "Drift", done: 0, total: 0 })).toBe("Running Drift");
});
