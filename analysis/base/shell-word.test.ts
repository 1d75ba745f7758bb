import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { shellWord } from "./shell-word.ts";

it.each(["data/a-1.parquet", "with space", "it's", "$(touch pwned)", "`id`", '"; id; "', "-rf", "a\\b", "é*?[x]", ""])(
  "a shell reads %j back as it was",
  (text) => {
    expect(execFileSync("sh", ["-c", `printf %s ${shellWord(text)}`]).toString()).toBe(text);
  },
);
