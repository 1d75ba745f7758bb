import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { outcomeOf, type ErrorRecord } from "../base/errors.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { migrate, type Migration } from "./migrations.ts";
import { readEditable, readInvestigation } from "./read.ts";
import { formatVersion } from "./schema.ts";
import { example } from "./testing/example.ts";
import { writeInvestigation } from "./write.ts";

const valid = writeInvestigation(example());

async function refusal(text: string): Promise<ErrorRecord> {
  const outcome = await outcomeOf(() => readInvestigation(text));
  if (outcome.ok) throw new Error("it was accepted");
  return outcome.error;
}

/** The example's text with one value put at a path; `undefined` removes it. */
function mutated(path: readonly (string | number)[], value: Json | undefined): string {
  const file = JSON.parse(valid) as Record<string | number, unknown>;
  const parent = path.slice(0, -1).reduce((at, step) => at[step] as Record<string | number, unknown>, file);
  const last = path.at(-1) ?? "";
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return JSON.stringify(file);
}

const at = (text: string): JsonObject => JSON.parse(text) as JsonObject;

describe("reading an investigation", () => {
  it.each(Array.from({ length: formatVersion }, (_, index) => index + 1))(
    "opens the golden file of released version %d, and writes the present version with the same bytes",
    (version) => {
      const golden = readFileSync(
        new URL(`fixtures/investigation-${String(version)}.casefile`, import.meta.url),
        "utf8",
      );
      const { investigation, readOnly, migratedFrom } = readInvestigation(golden);
      expect(readOnly).toBeNull();
      expect(migratedFrom).toBe(version === formatVersion ? null : version);
      if (version === formatVersion) expect(writeInvestigation(investigation)).toBe(golden);
    },
  );

  it("keeps cells of kinds that it does not know", () => {
    const { investigation } = readInvestigation(valid);
    expect(investigation.cells.find(({ id }) => id === "c_future")).toMatchObject({
      kind: "tomorrow",
      kind_version: 7,
    });
    expect(investigation.results["c_future"]).toBeDefined();
  });

  it("refuses the example cut after any character", () => {
    for (let length = 0; length < valid.length - 2; length += 1) {
      expect(() => readInvestigation(valid.slice(0, length)), `cut after ${String(length)}`).toThrow(
        /cannot be read|is empty/,
      );
    }
  });

  it.each<[string, readonly (string | number)[], Json | undefined, string]>([
    ["another format", ["format"], "other", '"format" is not'],
    ["no format", ["format"], undefined, '"format" is not'],
    ["a version in text", ["version"], "1", "/version"],
    ["version 0", ["version"], 0, "/version"],
    ["version 1.5", ["version"], 1.5, "/version"],
    ["no title", ["title"], undefined, "/title"],
    ["an unknown field", ["cells", 0, "colour"], "red", "/cells/0"],
    ["an unknown top-level field", ["extra"], 1, "extra"],
    ["a malformed investigation id", ["id"], "inv_1", "/id"],
    ["a cell id with capitals", ["cells", 0, "id"], "C1", "/cells/0/id"],
    ["a doubled cell id", ["cells", 0, "id"], "c_drift", '/cells/1/id: the id "c_drift" is used twice'],
    ["a cell named like a dataset", ["cells", 0, "id"], "production", "is used twice"],
    ["a second reference", ["datasets", 1, "role"], "reference", "/datasets/1/role"],
    ["an upper-case hash", ["datasets", 0, "files", 0, "sha256"], "A".repeat(64), "/datasets/0/files/0/sha256"],
    ["a short hash", ["datasets", 0, "files", 0, "sha256"], "a".repeat(63), "/datasets/0/files/0/sha256"],
    ["a digest of another algorithm", ["lock", "intent_digest"], `md5:${"a".repeat(64)}`, "/lock/intent_digest"],
    ["a negative size", ["datasets", 0, "files", 0, "bytes"], -1, "/datasets/0/files/0/bytes"],
    [
      "rows that do not add up",
      ["datasets", 0, "rows"],
      999,
      "/datasets/0/rows: the files have 1000 rows together, not 999",
    ],
    ["a dataset without files", ["datasets", 0, "files"], [], "/datasets/0/files"],
    [
      "an absolute path",
      ["datasets", 0, "files", 0, "path"],
      "/etc/passwd",
      "/datasets/0/files/0/path: A path must be relative",
    ],
    ["a drive", ["datasets", 0, "files", 0, "path"], "C:/a", "A path must not name a drive"],
    ["a hidden climb", ["datasets", 0, "files", 0, "path"], "a/../../b", "/datasets/0/files/0/path"],
    ["a backslash in a model's path", ["models", 0, "artifact", "path"], "m\\x", "/models/0/artifact/path"],
    ["a doubled column", ["datasets", 0, "schema", 1, "name"], "amount", "/datasets/0/schema/1/name"],
    ["a reversed window", ["datasets", 0, "window", "to"], "2026-10-01T00:00:00.000Z", "/datasets/0/window"],
    [
      "a reversed time range",
      ["datasets", 0, "time_range", "min"],
      "2026-12-01T00:00:00.000Z",
      "/datasets/0/time_range",
    ],
    ["a reversed filter", ["filters", "time", "to"], "2026-01-01T00:00:00.000Z", "/filters/time"],
    ["a day that does not exist", ["filters", "time", "from"], "2026-02-30T00:00:00.000Z", "/filters/time/from"],
    ["a time with an offset", ["filters", "time", "from"], "2026-02-03T00:00:00.000+01:00", "/filters/time/from"],
    ["an unknown operator", ["filters", "slices", 0, "op"], "like", "/filters/slices/0/op"],
    [
      "a comparison without a value",
      ["filters", "slices", 0],
      { column: "x", op: "below", values: [] },
      "takes one value",
    ],
    ["a choice of nothing", ["filters", "slices", 0, "values"], [], "takes at least one value"],
    ["a null test with a value", ["filters", "slices", 0, "op"], "is_null", "takes no value"],
    ["dangling evidence", ["conclusion", "evidence", 0], "c_gone", '/conclusion/evidence/0: there is no cell "c_gone"'],
    ["a result of a removed cell", ["results", "c_gone"], {}, "/results/c_gone"],
    ["a lock of a removed cell", ["cells", 1, "id"], "c_other", "c_drift"],
    ["an unknown verdict", ["lock", "cells", "c_drift", "verdict"], "great", "/lock/cells/c_drift/verdict"],
    ["an unknown action", ["history", 0, "action"], "hack", "/history/0/action"],
    ["a list in place of the file", [], [], ""],
  ])("refuses %s and says where it is", async (_, path, value, message) => {
    const error = await refusal(path.length === 0 ? "[]" : mutated(path, value));
    expect(error.code).toBe("document/invalid");
    expect(`${error.message}\n${error.detail ?? ""}`).toContain(message);
  });

  it.each<[string, (history: JsonObject[]) => Json]>([
    ["a lost first entry", (history) => history.slice(1)],
    ["entries out of order", (history) => history.toReversed()],
    ["a doubled entry", ([first, ...rest]) => [first ?? {}, first ?? {}, ...rest]],
    ["a changed summary", ([first, ...rest]) => [{ ...first, summary: "never happened" }, ...rest]],
    ["a changed time", ([first, ...rest]) => [{ ...first, at: "2020-01-01T00:00:00.000Z" }, ...rest]],
  ])("refuses a history with %s as broken", async (_, change) => {
    const error = await refusal(mutated(["history"], change(at(valid)["history"] as JsonObject[])));
    expect(error).toMatchObject({ code: "document/history-broken" });
    expect(error.message).toMatch(/^History entry [12] .*\/history\/[01]/);
  });

  it("opens a file of a newer version to look at, without what it does not know, and only to look at", async () => {
    const newer = JSON.stringify({ ...at(mutated(["cells", 0, "colour"], "red")), version: 2, budget: { eur: 3 } });
    const { investigation, readOnly } = readInvestigation(newer);
    expect(readOnly).toContain("format version 2");
    expect(investigation).toEqual(example());
    const outcome = await outcomeOf(() => readEditable(newer));
    expect(outcome).toMatchObject({ ok: false, error: { code: "document/too-new" } });
  });

  it("refuses a newer version whose known parts look different", async () => {
    expect(await refusal(JSON.stringify({ ...at(valid), version: 3, cells: {} }))).toMatchObject({
      code: "document/too-new",
    });
  });

  it("names every problem in the detail, not only the first", async () => {
    const error = await refusal(JSON.stringify({ ...at(valid), title: 1, question: 2 }));
    expect(error.message).toContain("(and 1 more)");
    expect(error.detail).toMatch(/\/title: .*\n\/question: /);
  });

  it("opens 10,000 cells", () => {
    const cells = Array.from({ length: 10_000 }, (_, index) => ({
      id: `c_${String(index)}`,
      kind: "note",
      kind_version: 1,
      title: "",
      params: {},
    }));
    const text = JSON.stringify({
      ...at(valid),
      cells,
      lock: null,
      results: {},
      conclusion: { status: "open", text: [], evidence: [] },
    });
    expect(readInvestigation(text).investigation.cells).toHaveLength(10_000);
  });
});

describe("migrations", () => {
  it("go one version at a time and stamp each", () => {
    const steps = new Map<number, Migration>([
      [1, (file) => ({ ...file, one: true })],
      [2, (file) => ({ ...file, two: file["one"] ?? false })],
    ]);
    expect(migrate({ version: 1 }, 1, 3, steps)).toEqual({ version: 3, one: true, two: true });
  });

  it("refuse a version that nobody knows", () => {
    expect(() => migrate({ version: 1 }, 1, 2, new Map())).toThrow("Casefile knows no format version 1");
  });
});
