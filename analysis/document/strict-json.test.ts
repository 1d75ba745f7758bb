import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomeOf, type ErrorRecord } from "../base/errors.ts";
import { parseStrictJson } from "./strict-json.ts";

async function refusal(text: string): Promise<ErrorRecord> {
  const outcome = await outcomeOf(() => parseStrictJson(text));
  if (outcome.ok) throw new Error(`accepted: ${text.slice(0, 80)}`);
  return outcome.error;
}

describe("the strict JSON reader", () => {
  it("gives what JSON.parse gives for every JSON text that JSON.stringify writes", () => {
    const value = fc.jsonValue({ maxDepth: 6, stringUnit: "grapheme" });
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (json, indent) => {
        const text = JSON.stringify(json, null, indent);
        fc.pre(!/"(__proto__|constructor|prototype)":/.test(text));
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("accepts no text that JSON.parse refuses, however a valid text is mutated", () => {
    const valid = '{"a": [1, -2.5e-3, true, null, "x\\u00e9\\n"], "b": {"c": ""}}';
    const mutation = fc.record({
      at: fc.nat(valid.length),
      cut: fc.nat(3),
      put: fc.constantFrom("", ",", "}", '"', "\\", "0", "-", "e", "[", "\n", "u"),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const text = mutations.reduce((now, { at, cut, put }) => now.slice(0, at) + put + now.slice(at + cut), valid);
        const parses = (parse: (text: string) => unknown): boolean => {
          try {
            parse(text);
            return true;
          } catch {
            return false;
          }
        };
        if (parses(parseStrictJson)) expect(parses(JSON.parse), text).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["an empty file", "", "is empty"],
    ["white space only", " \n ", "is empty"],
    ["a byte order mark", "\uFEFF{}", "byte order mark"],
    ["a NUL character", '{"a": "\0"}', "NUL"],
    ["UTF-16 read as UTF-8", "{\0}\0", "NUL"],
    ["a merge conflict", '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> other\n}', "merge conflict at line 2"],
    ["the middle of a conflict with CRLF", '{\r\n"a": 1,\r\n=======\r\n"b": 2}', "merge conflict at line 3"],
    ["a duplicate key", '{"a": 1,\n "a": 2}', 'line 2, column 2: The key "a" occurs twice'],
    ["a duplicate key behind an escape", '{"a": 1, "\\u0061": 2}', 'The key "a" occurs twice'],
    ["__proto__", '{"x": {"__proto__": {"polluted": 1}}}', 'The key "__proto__" is not allowed'],
    ["constructor", '{"constructor": 1}', 'The key "constructor" is not allowed'],
    ["prototype behind an escape", '{"\\u0070rototype": 1}', 'The key "prototype" is not allowed'],
    ["a number beyond a double", '{"a": 1e400}', "1e400 cannot be held exactly"],
    ["2^53 + 1", "9007199254740993", "cannot be held exactly"],
    ["-(2^53 + 1)", "[-9007199254740993]", "cannot be held exactly"],
    ["a lone high surrogate", '"\\ud83d"', "half a surrogate pair"],
    ["a lone low surrogate as a key", '{"\\ude00": 1}', "half a surrogate pair"],
    ["NaN", '{"a": NaN}', "Unexpected"],
    ["Infinity", '{"a": -Infinity}', "Not a number"],
    ["a leading zero", "[01]", "Expected , or ]"],
    ["a leading plus", "[+1]", "Unexpected"],
    ["a comment", "{} // no", "more after the end"],
    ["a trailing comma in a list", "[1,]", "Unexpected"],
    ["a trailing comma in an object", '{"a": 1,}', "Expected a key in quotes"],
    ["single quotes", "{'a': 1}", "Expected a key in quotes"],
    ["a line break inside a text", '"a\nb"', "control character"],
    ["an unknown escape", '"\\x41"', "Unknown escape"],
    ["a half escape", '"\\u12', "Unknown escape"],
    ["two values", "{} {}", "more after the end"],
  ])("refuses %s and says what it is", async (_, text, message) => {
    const error = await refusal(text);
    expect(error.code).toBe("document/invalid");
    expect(error.message).toContain(message);
    expect(error.fix).toBeDefined();
  });

  it("names the JSON pointer of what it refuses", async () => {
    expect((await refusal('{"cells": [{"a/b": {"~": 1e999}}]}')).detail).toContain('"/cells/0/a~1b/~0"');
  });

  it("accepts 64 levels and refuses 65, at once even for 200,000", async () => {
    expect(parseStrictJson("[".repeat(64) + "]".repeat(64))).toBeDefined();
    expect((await refusal("[".repeat(65) + "]".repeat(65))).message).toContain("Nested deeper than 64");
    expect((await refusal('{"a":'.repeat(200_000))).message).toContain("Nested deeper than 64");
  });

  it("refuses more than 64 MiB", async () => {
    expect((await refusal(" ".repeat(64 * 1024 * 1024 + 1))).code).toBe("limit/size");
  });

  it("keeps integers that a double holds as written, and reads minus zero as zero", () => {
    expect(parseStrictJson("[9007199254740992, 100000000000000000000, 1e+21, -0, 5e-324]")).toEqual([
      2 ** 53,
      1e20,
      1e21,
      0,
      5e-324,
    ]);
    expect(Object.is(parseStrictJson("-0.0"), 0)).toBe(true);
  });

  it("leaves every object's prototype alone", () => {
    expect(Object.getPrototypeOf(parseStrictJson('{"toString": 1, "hasOwnProperty": 2}'))).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
