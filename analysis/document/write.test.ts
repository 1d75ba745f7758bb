import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../base/json.ts";
import { setParams, setTitle } from "./edits.ts";
import { printJson } from "./print-json.ts";
import { readInvestigation } from "./read.ts";
import type { Investigation } from "./schema.ts";
import { driftCell, example, withResult } from "./testing/example.ts";
import { writeInvestigation } from "./write.ts";

const forbidden = /^(__proto__|constructor|prototype)$/;
const key = fc.string({ unit: "grapheme", maxLength: 6 }).filter((text) => !forbidden.test(text));
const { json } = fc.letrec<{ json: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(
    ...[fc.constant(null), fc.boolean(), fc.string({ unit: "grapheme" })],
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  ),
  json: fc.oneof(
    { maxDepth: 4 },
    tie("leaf"),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(key, tie("json"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const params: fc.Arbitrary<JsonObject> = fc.dictionary(key, json, { maxKeys: 4, noNullPrototype: true });

/** Any investigation that the example's shape allows, with free texts, params and results. */
const investigations: fc.Arbitrary<Investigation> = fc
  .record({ title: fc.string({ unit: "grapheme" }), params, result: json })
  .map(({ title, params, result }) =>
    withResult(setParams(setTitle(example(), title), "c_drift", params), { ...driftCell, params }, result),
  );

describe("writing an investigation", () => {
  it("loses nothing: what is read back is the same document", () => {
    fc.assert(
      fc.property(investigations, (investigation) => {
        expect(readInvestigation(writeInvestigation(investigation)).investigation).toEqual(investigation);
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same bytes when what was read is written again", () => {
    fc.assert(
      fc.property(investigations, (investigation) => {
        const text = writeInvestigation(investigation);
        expect(writeInvestigation(readInvestigation(text).investigation)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it("does not depend on the order in which keys were set", () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, part]) => [name, reversed(part)]),
      );
    };
    expect(writeInvestigation(reversed(example()) as Investigation)).toBe(writeInvestigation(example()));
  });

  it("has the zones in order, two spaces, LF, one final newline", () => {
    const text = writeInvestigation(example());
    const keys = [...text.matchAll(/^ {2}"(\w+)":/gm)].map(([, name]) => name);
    expect(keys.join(" ")).toBe(
      "format version id title question datasets models filters cells conclusion lock results history",
    );
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toContain("\r");
  });

  it("gives each result one line, and a changed result changes its line, its lock and the history only", () => {
    const before = writeInvestigation(example()).split("\n");
    const after = writeInvestigation(withResult(example(), driftCell, { psi: 0.7 })).split("\n");
    expect(before.filter((line) => line.startsWith('    "c_') && line.includes('"rows":900'))).toHaveLength(2);
    expect(after).toHaveLength(before.length);
    const changed = before.flatMap((line, index) => (line === after[index] ? [] : [line.trim().split(":")[0]]));
    expect(changed).toEqual(['"result_digest"', '"c_drift"']);
  });

  it.each<[string, (good: Investigation) => unknown, string]>([
    ["a NaN in a result", (good) => ({ ...good, results: { c_drift: { psi: Number.NaN } } }), "/results/c_drift"],
    [
      "an undefined in params",
      (good) => setParams(good, "c_drift", { x: undefined } as unknown as JsonObject),
      "/cells/1/params",
    ],
    ["a removed cell's result", (good) => ({ ...good, cells: [] }), "c_drift"],
    ["a key that could not be read again", (good) => setParams(good, "c_drift", { constructor: 1 }), "constructor"],
    ["half a surrogate pair", (good) => setTitle(good, "\ud83d"), "surrogate"],
    [
      "an absolute path",
      (good) => ({
        ...good,
        models: good.models.map((model) => ({ ...model, artifact: { ...model.artifact, path: "/m" } })),
      }),
      "/models/0",
    ],
  ])("refuses to write %s", (_, spoil, message) => {
    expect(() => writeInvestigation(spoil(example()) as Investigation)).toThrow(message);
  });
});

describe("the printer", () => {
  it("is JSON for every value, and keeps lists and objects on one line only up to 120 characters", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = printJson(value);
        expect(JSON.parse(text)).toEqual(value);
        for (const line of text.split("\n"))
          if (/[^[{],?$/.test(line) && /^\s*("[^"]*": )?[[{]/.test(line)) expect(line.length).toBeLessThanOrEqual(120);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps short things on one line and opens long ones", () => {
    expect(printJson({ name: "amount", type: "DOUBLE" })).toBe('{ "name": "amount", "type": "DOUBLE" }');
    expect(printJson([])).toBe("[]");
    expect(printJson({ a: {} })).toBe('{ "a": {} }');
    const long = "x".repeat(70);
    expect(printJson([{ long }, { long }])).toBe(`[\n  { "long": "${long}" },\n  { "long": "${long}" }\n]`);
  });

  it("fills a line to 120 characters, the comma after it counted, and no further", () => {
    const ofLength = (length: number): string => printJson(["x".repeat(length - '["", 1]'.length), 1]);
    expect(ofLength(119)).toHaveLength(119);
    expect(ofLength(120)).toContain("\n");
  });
});
