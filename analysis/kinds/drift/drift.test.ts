import { describe, expect, it } from "vitest";
import type { StatsQuery, StatsSource } from "../../base/stats-source.ts";
import { uniformFrom } from "../../base/rng.ts";
import type { CellContext } from "../context.ts";
import { explain } from "./explain.ts";
import { drift } from "./index.ts";
import type { ColumnResult, DriftResult } from "./result.ts";
import { contextWith, datasetWith } from "./testing/context-with.ts";
import { memorySource } from "./testing/memory-source.ts";

type Rows = readonly (number | null)[];

async function run(source: StatsSource, context: CellContext, params: object = {}): Promise<DriftResult> {
  const { tasks, finish } = drift.face.prepare(params, context);
  for (const task of tasks) await task.run(source);
  return drift.result.parse(finish());
}
const runNumbers = (
  columns: Readonly<Record<string, readonly [Rows, Rows]>>,
  params: object = {},
): Promise<DriftResult> =>
  run(memorySource(columns), contextWith(Object.keys(columns).map((name) => [name, "number"])), params);
const only = (result: DriftResult): ColumnResult => {
  const [column] = result.columns;
  if (column === undefined) throw new Error("no column");
  return column;
};

const uniform = uniformFrom(11);
const sample = (n: number, shift = 0): number[] =>
  Array.from({ length: n }, () => uniform() + uniform() + uniform() + shift);

describe("a numeric column", () => {
  it("without change passes, and one that moved warns, however large the drift", async () => {
    const result = await runNumbers({ calm: [sample(2000), sample(2000)], moved: [sample(2000), sample(2000, 2)] });
    expect(result.columns.map(({ name, level }) => [name, level])).toEqual([
      ["moved", "warn"],
      ["calm", "pass"],
    ]);
    expect(drift.summarize(result)).toMatch(
      /^1 of 2 columns drifted beyond reference noise; it is moved \(PSI \d+\.\d\d\)\. n = 2,000/,
    );
  });
  it("fails when it is critical and its whole interval lies beyond the large line", async () => {
    const result = await runNumbers({ moved: [sample(2000), sample(2000, 2)] }, { critical: ["moved"] });
    expect(drift.verdict(result).level).toBe("fail");
  });
  it("is not judged below the fewest rows, and says so", async () => {
    const result = await runNumbers({ few: [sample(150), sample(150, 2)] });
    expect(drift.verdict(result).level).toBe("low_n");
    expect(only(result).reasons).toEqual(["150 rows on one side; 200 are needed."]);
  });
  it("drifts when only its missing share does", async () => {
    const holes = sample(2000).map((value, index) => (index % 5 === 0 ? null : value));
    const column = only(await runNumbers({ gaps: [sample(2000), holes] }));
    expect(column.level).toBe("warn");
    expect(column.missing?.difference).toBeCloseTo(0.2, 12);
    expect(column.reasons.join(" ")).toContain("+20.0 pp");
  });
  it("counts infinities in the outermost bins and NaN as missing", async () => {
    const odd = [...sample(500), ...new Array<number>(100).fill(Infinity), ...new Array<number>(50).fill(NaN)];
    const column = only(await runNumbers({ odd: [sample(600), odd] }));
    expect(column.production).toEqual({ rows: 650, missing: 50, infinite: 100 });
    const bins = column.bins?.type === "numeric" ? column.bins.casefile : null;
    expect(bins?.production.reduce((sum, count) => sum + count, 0)).toBe(600);
    expect(bins?.production.at(-1)).toBeGreaterThanOrEqual(100);
  });
  it.each([
    [
      "one value on both sides",
      [sample(1).concat(new Array<number>(299).fill(4)).fill(4), new Array<number>(300).fill(4)],
      null,
      "pass",
    ],
    ["one value that changed", [new Array<number>(300).fill(4), new Array<number>(300).fill(400)], null, "warn"],
    ["nothing in the reference", [new Array<null>(300).fill(null), sample(300)], "empty_reference", "none"],
    ["nothing in production", [sample(300), new Array<null>(300).fill(null)], null, "warn"],
    ["no rows in production", [sample(300), []], "empty_production", "none"],
    [
      "the largest doubles",
      [sample(300).map((value) => value * 1e307), sample(300).map((value) => value * -1e307)],
      null,
      "warn",
    ],
  ] as [string, [Rows, Rows], string | null, string][])(
    "with %s never breaks the cell",
    async (_, sides, reason, level) => {
      const result = await runNumbers({ ugly: sides, calm: [sample(300), sample(300)] });
      const ugly = result.columns.find(({ name }) => name === "ugly");
      expect([ugly?.reason, ugly?.level]).toEqual([reason, level]);
      expect(result.columns.find(({ name }) => name === "calm")?.level).toBe("pass");
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      expect(drift.figures(result).map((figure) => typeof figure.options(640))).not.toContain("undefined");
    },
  );
});

describe("a column that cannot be compared", () => {
  it("keeps its row with the reason", async () => {
    const context: CellContext = {
      ...contextWith([]),
      reference: datasetWith("reference", [
        ["a", "number"],
        ["b", "number"],
        ["t", "timestamp"],
        ["x", "unsupported"],
      ]),
      production: datasetWith("production", [
        ["b", "text"],
        ["c", "number"],
        ["t", "timestamp"],
        ["x", "unsupported"],
      ]),
    };
    const result = await run(memorySource({}), context, { columns: ["a", "b", "c", "t", "x"] });
    expect(Object.fromEntries(result.columns.map(({ name, reason }) => [name, reason]))).toEqual({
      ...{
        a: "missing_in_production",
        b: "type_changed",
        c: "missing_in_reference",
        t: "not_applicable",
        x: "unsupported_type",
      },
    });
    expect(drift.verdict(result).level).toBe("none");
    expect(drift.summarize(result)).toBe(
      "No column could be judged. 5 columns could not be compared. n = 1,000 (reference 1,000).",
    );
  });
  it("is not needed for a cell without a reference to say what it lacks", () => {
    expect(() => drift.face.prepare({}, { ...contextWith([]), reference: null })).toThrow(
      /no file is pinned as reference/,
    );
  });
});

describe("a categorical column", () => {
  type Category = readonly [string | null, number, number];
  const counted = (categories: readonly Category[]): StatsSource => ({
    values: () => Promise.reject(new Error("no numbers here")),
    groupedValues: () => Promise.reject(new Error("no numbers here")),
    crossCounts: () => Promise.reject(new Error("no windows here")),
    table: () => Promise.reject(new Error("no free queries here")),
    rows: <Row>(query: StatsQuery<Row>) =>
      Promise.resolve(
        categories.map(([category, reference, production]) =>
          query.row.parse({
            part: category === null ? "missing" : "category",
            category,
            categories: 1,
            reference,
            production,
          }),
        ),
      ),
  });
  const compare = async (categories: readonly Category[]): Promise<ColumnResult> =>
    only(await run(counted(categories), contextWith([["c", "text"]])));

  it("suggests a renaming when one category vanished and another of its size appeared", async () => {
    const column = await compare([
      ["a", 600, 610],
      ["self-employed", 300, 0],
      ["b", 100, 95],
      ["self_employed", 0, 295],
    ]);
    expect(column.cause).toEqual({ type: "renaming", from: "self-employed", to: "self_employed", share: 0.295 });
    expect(column.level).toBe("warn");
  });
  it("never names a category with fewer rows than the privacy floor", async () => {
    const column = await compare([
      ["a", 500, 500],
      ["Jane Doe", 0, 19],
      ["b", 500, 500],
      ["Joe Bloggs", 1, 18],
    ]);
    expect(JSON.stringify(column)).not.toContain("Jane Doe");
    expect(JSON.stringify(column)).not.toContain("Joe");
    expect(column.bins).toMatchObject({ others: { categories: 2, reference: 1, production: 37 } });
  });
  it("counts missing as a category of Casefile's and of no other tool's", async () => {
    const column = await compare([
      ["a", 500, 250],
      ["b", 500, 250],
      [null, 0, 500],
    ]);
    expect(column.scores["casefile/psi"]).toBeGreaterThan(1);
    expect(column.scores["evidently-0.7/psi"]).toBeCloseTo(0, 12);
  });
  it("opens its scores to contributions that add up, the unnamed categories together", async () => {
    const many: Category[] = Array.from({ length: 40 }, (_, index) => [`k${index}`, 100 + 7 * index, 400 - 7 * index]);
    const column = await compare([...many, ["new", 0, 300], [null, 10, 30]]);
    for (const convention of ["casefile/psi", "evidently-0.7/psi", "nannyml-0.13/js", "evidently-0.7/kl_div"]) {
      const { bins, sum, score } = explain(column, convention);
      expect(bins.at(-1)?.label).toMatch(/other categories$/);
      expect(bins.at(-1)?.contribution).toBeGreaterThan(0);
      const target = convention.endsWith("/js") ? Number(score) ** 2 : Number(score);
      expect(sum).toBeCloseTo(target, 10);
    }
  });
  it("opens every score exactly when all categories are named", async () => {
    const column = await compare([
      ["a", 500, 380],
      ["b", 300, 280],
      ["c", 200, 90],
      ["d", 0, 120],
    ]);
    for (const [convention, score] of Object.entries(column.scores)) {
      const { bins, sum, how } = explain(column, convention);
      if (sum === null || typeof score !== "number") continue;
      expect(bins.every(({ reference }) => reference !== null)).toBe(true);
      expect(how.includes("square root") ? Math.sqrt(sum) : sum, convention).toBeCloseTo(score, 12);
    }
  });
});
