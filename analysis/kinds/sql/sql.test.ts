import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CasefileError } from "../../base/errors.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext } from "../context.ts";
import type { ResultFace } from "../kind.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { contextOver } from "../testing/context-over.ts";
import { shortened } from "./compute.ts";
import { sqlConfig } from "./config.ts";
import { sql } from "./index.ts";
import { plan } from "./plan.ts";
import { sqlResult, type SqlResult } from "./result.ts";

let source: NativeSource;
beforeAll(async () => {
  source = await nativeSource();
  await source.run(
    `CREATE TABLE production AS SELECT i AS id, 'c' || (i % 4) AS channel, i / 8 AS amount, DATE '2026-01-01' + (i % 7)::INT AS day FROM range(2500) t(i)`,
  );
});
afterAll(() => source.close());

interface Ran {
  readonly result: SqlResult;
  readonly face: ResultFace;
}

async function ran(text: string, params: object = {}, from: StatsSource = source): Promise<Ran> {
  const { tasks, finish } = sql.face.prepare({ sql: text.split("\n"), ...params }, await contextOver(source));
  for (const task of tasks) await task.run(from);
  const result = sqlResult.parse(finish());
  return { result, face: sql.face.read(result) };
}

describe("what the file holds", () => {
  it("is no value of the rows until the person says what they are, whatever the query", async () => {
    const { result, face } = await ran("SELECT channel, count(*) AS n FROM production GROUP BY channel ORDER BY 1", {
      expect: { rule: "between", low: 5 },
    });
    expect(result).toMatchObject({ rows: [], total: 4, columns: [{ name: "channel" }, { name: "n" }] });
    expect(JSON.stringify([result, face])).not.toContain("c0");
    expect(face.sentence).toContain("The query gives 4 rows of 2 columns; the file holds none of their values.");
    expect(face.tables[0]?.id).toBe("columns");
    expect(face.verdict.level).toBe("low_n");
  });

  it("is the rows when they are aggregates, and says so of single records", async () => {
    const kept = await ran("SELECT channel, count(*) AS n FROM production GROUP BY channel ORDER BY 1;\n", {
      keep: "aggregates",
    });
    expect(kept.result.rows).toEqual([
      ["c0", 625],
      ["c1", 625],
      ["c2", 625],
      ["c3", 625],
    ]);
    expect(kept.face.sentence).toBe("The query gives 4 rows of 2 columns.");
    const records = await ran("SELECT id FROM production ORDER BY id", { keep: "records", max_rows: 3 });
    expect(records.result.rows).toEqual([[0], [1], [2]]);
    expect(records.face.sentence).toBe(
      "The query gives 2,500 rows of 1 column; the file holds the first 3. They are single records.",
    );
    expect(records.face.tables[0]?.title).toBe("First 3 of 2,500 rows");
  });

  it("is the first 1,000 rows unless more are asked for, and at most 200,000 values", async () => {
    expect((await ran("SELECT id FROM production", { keep: "records" })).result.rows).toHaveLength(1000);
    const wide = `SELECT ${Array.from({ length: 100 }, (_, index) => `id AS c${index}`).join(", ")} FROM production`;
    expect((await ran(wide, { keep: "records", max_rows: 10_000 })).result).toMatchObject({
      total: 2500,
      rows: { length: 2000 },
    });
  });

  it("is a text of at most 1,000 characters, and the number of those that were cut", async () => {
    const { result, face } = await ran("SELECT repeat('🦊', 700) AS t, repeat('x', 1000) AS u", { keep: "aggregates" });
    expect(result.cut_texts).toBe(1);
    expect(result.rows[0]?.map((value) => String(value).length)).toEqual([999, 1000]);
    expect(face.sentence).toContain("1 text longer than 1,000 characters cut");
  });
});

describe("an expectation", () => {
  it.each([
    ["SELECT * FROM production WHERE id < 0", { rule: "no_rows" }, "pass", "No rows, as expected."],
    ["SELECT * FROM production", { rule: "no_rows" }, "fail", "2,500 rows where none are expected."],
    ["SELECT 1 FROM production LIMIT 1", { rule: "no_rows", level: "warn" }, "warn", "1 row where none are expected."],
    [
      "SELECT 0.1 AS v",
      { rule: "between", low: 0.1, high: 0.1 },
      "pass",
      'The first value of "v" is 0.1: between 0.1 and 0.1, as expected.',
    ],
    ["SELECT -5 AS v", { rule: "between", low: -4 }, "fail", 'The first value of "v" is −5: not at least −4.'],
    [
      "SELECT 5 AS v",
      { rule: "between", high: 4, level: "warn" },
      "warn",
      'The first value of "v" is 5: not at most 4.',
    ],
    ["SELECT 'x' AS v", { rule: "between", low: 0 }, "low_n", "Not judged: the value is not a number."],
    ["SELECT NULL AS v", { rule: "between", low: 0 }, "low_n", "Not judged: the value is not a number."],
    ["SELECT 'nan'::DOUBLE AS v", { rule: "between", low: 0 }, "low_n", "Not judged: the value is not a number."],
    [
      "SELECT id FROM production WHERE id < 0",
      { rule: "between", low: 0 },
      "low_n",
      "Not judged: the query gives no rows.",
    ],
  ] as const)("of %s, %o, is %s", async (text, expected, level, sentence) => {
    const { face } = await ran(text, { keep: "aggregates", expect: expected });
    expect(face.verdict).toEqual({ level, reasons: [sentence] });
    expect(face.findings.map((finding) => finding.level)).toEqual(level === "fail" || level === "warn" ? [level] : []);
    expect(face.metrics.at(-1)).toMatchObject({ verdict: level });
  });

  it("is judged without telling the value where the file may hold none", async () => {
    const { result, face } = await ran("SELECT 777.25 AS v", { expect: { rule: "between", high: 4 } });
    expect(face.verdict).toEqual({ level: "fail", reasons: ['The first value of "v" is not at most 4.'] });
    expect(JSON.stringify([result, face.metrics, face.sentence])).not.toContain("777");
    expect(face.metrics[1]).toMatchObject({ metric: "sql.value", value: null, reason: "not_kept" });
  });

  it("that is not set gives no judgement", async () => {
    expect((await ran("SELECT 1")).face.verdict).toEqual({ level: "info", reasons: [] });
  });
});

describe("settings", () => {
  const nothing: CellContext = { reference: null, production: null, others: [], model: null, privacyFloor: 20 };
  const codeOf = (params: object): string => {
    try {
      plan(sqlConfig.parse(params), nothing);
    } catch (thrown) {
      if (thrown instanceof CasefileError) return thrown.record.code;
    }
    return "none";
  };
  it.each([
    [{ sql: [] }, "config/invalid"],
    [{ sql: ["  ", ";"] }, "config/invalid"],
    [{ expect: { rule: "between" } }, "config/invalid"],
    [{ expect: { rule: "between", low: 2, high: 1 } }, "config/invalid"],
    [{ expect: { rule: "between", low: 1, high: 1 } }, "none"],
  ])("%o: %s", (params, code) => {
    expect(codeOf(params)).toBe(code);
  });

  it("reach the source as written, but for a final semicolon", async () => {
    const asked: unknown[] = [];
    const spy: StatsSource = {
      ...source,
      table: (query) => (asked.push(query), Promise.resolve({ columns: [], rows: [], total: 0, varies: [] })),
    };
    await ran("SELECT ';' -- a;b\nFROM production ; ", { max_rows: 7 }, spy);
    expect(asked).toEqual([{ sql: "SELECT ';' -- a;b\nFROM production ", maxRows: 7, earlier: [] }]);
  });
});

describe("a query whose answer differs at each run", () => {
  const dice = (rows: number): StatsSource => ({
    ...source,
    table: () =>
      Promise.resolve({
        ...{ columns: [{ name: "v", type: "DOUBLE" }], rows: Array.from({ length: rows }, () => [0.5]), total: rows },
        varies: ["random()", "now()"],
      }),
  });

  it("is shown, says what it uses, and has neither verdict nor finding, whatever is expected of it", async () => {
    const { face } = await ran("SELECT random() AS v", { keep: "aggregates", expect: { rule: "no_rows" } }, dice(1));
    expect(face.unlockable).toBe("uses random(), now()");
    expect(face.sentence).toBe("Not reproducible: uses random(), now(). The query gives 1 row of 1 column.");
    expect(face.verdict).toEqual({ level: "none", reasons: [] });
    expect(face.findings).toEqual([]);
    expect(face.tables[0]?.rows).toEqual([{ c0: 0.5 }]);
  });

  it("is the only kind of result that can't be locked", async () => {
    expect((await ran("SELECT 1 AS v")).face).not.toHaveProperty("unlockable");
  });
});

it("a shortened text never holds half a character and never grows", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 900, maxLength: 1100 }), (text) => {
      const short = String(shortened(text));
      expect(short.length).toBeLessThanOrEqual(1000);
      expect(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(short)).toBe(false);
      if (text.length <= 1000) expect(short).toBe(text);
    }),
    { seed: 3 },
  );
});
