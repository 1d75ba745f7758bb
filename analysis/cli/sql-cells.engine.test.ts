import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Cell, Investigation } from "../document/schema.ts";
import type { VerifyReport } from "../document/verify-report.ts";
import { buildCommandLine, Desk, scoredRows } from "./testing/command-line.ts";

const desk = new Desk();
const sql = (id: string, text: string): Cell => ({
  ...{ id, kind: "sql", kind_version: 1, title: `Title of ${id}` },
  params: { sql: [text], keep: "aggregates" },
});
const base = sql("c_base", "SELECT channel, count(*) AS n FROM production GROUP BY channel;");
const top = sql("c_top", "SELECT count(*) AS channels, sum(n) AS n FROM c_base");

beforeAll(async () => {
  await buildCommandLine();
  await desk.parquet("reference.parquet", scoredRows("reference"));
  await desk.parquet("production.parquet", scoredRows("production"));
});
beforeEach(async () => {
  const sides = ["--reference", "reference.parquet", "--production", "production.parquet"];
  expect(await desk.run("new", "case.casefile", ...sides, "--cells", "sql", "--force")).toMatchObject({ code: 0 });
});
afterAll(() => {
  desk.close();
});

const withCells = (...cells: readonly Cell[]): void =>
  desk.edit("case.casefile", (file) => ({ ...file, cells: [...cells] }));
const stored = (): Investigation => JSON.parse(desk.read("case.casefile")) as Investigation;

it("a query over an earlier cell runs without it, is verified, and is stale once the earlier text changed", async () => {
  withCells(base, top);
  expect(await desk.run("run", "case.casefile")).toMatchObject({ code: 0 });
  expect(stored().results["c_top"]).toMatchObject({ rows: [[3, 3000]] });
  expect(await desk.run("verify", "case.casefile")).toMatchObject({ code: 0 });

  withCells(sql("c_base", "SELECT channel, count(*) AS n FROM production WHERE channel <> 'web' GROUP BY 1"), top);
  expect(JSON.parse((await desk.run("verify", "case.casefile", "--json")).out)).toMatchObject({
    status: "not_locked",
    exitCode: 3,
  });
  const { code, out } = await desk.run("run", "case.casefile");
  expect({ code, out }).toMatchObject({ code: 0, out: expect.not.stringContaining("was up to date") });
  expect(stored().results["c_top"]).toMatchObject({ rows: [[2, 2000]] });
});

it("a name that is none, or of a cell below, says what can be read", async () => {
  withCells(sql("c_first", "SELECT * FROM c_bas"), base, sql("c_next", "SELECT * FROM c_bas"));
  const { code, err } = await desk.run("run", "case.casefile");
  expect(code).toBe(1);
  expect(err).toContain('Did you mean "c_base"?');
  expect(err).toContain("A query reads the data: reference, production.");
});

it("what an earlier cell may not do, a later one may not do through it", async () => {
  withCells(sql("c_base", "SELECT * FROM read_csv_auto('/etc/passwd')"), top);
  const { code, err } = await desk.run("run", "case.casefile");
  expect(code).toBe(5);
  expect(err).toContain('In the cell c_base: The SQL calls "read_csv_auto"');
});

it("chance and the clock run, are shown, are not kept, and can't be verified", async () => {
  withCells(base, sql("c_dice", "SELECT n, now() AS at FROM c_base WHERE random() < 2"));
  const { code, out } = await desk.run("run", "case.casefile");
  expect(code).toBe(0);
  expect(out).toContain(
    "○ Not locked  Title of c_dice: Not reproducible: uses now(), random(). The query gives 3 rows of 2 columns.",
  );
  const { results, lock } = stored();
  expect([Object.keys(results), Object.keys(lock?.cells ?? {}), lock?.intent_digest]).toEqual([
    ["c_base"],
    ["c_base"],
    null,
  ]);
  const report = JSON.parse((await desk.run("verify", "case.casefile", "--json")).out) as VerifyReport;
  expect(report).toMatchObject({ status: "not_locked", exitCode: 3, checkedCells: 1 });
  expect(report.problems).toEqual([
    expect.objectContaining({
      cell: "c_dice",
      message: expect.stringContaining("uses now(), random(): its answer differs at each run"),
    }),
  ]);
  expect(await desk.run("report", "case.casefile", "-o", "report.html")).toMatchObject({ code: 0 });
  expect(desk.read("report.html")).not.toContain("Not reproducible");
});

it("a result of chance that somebody put into the file is found", async () => {
  withCells(sql("c_dice", "SELECT 1 AS v"));
  expect(await desk.run("run", "case.casefile")).toMatchObject({ code: 0 });
  desk.edit("case.casefile", (file) => ({ ...file, cells: [sql("c_dice", "SELECT round(random()) AS v")] }));
  expect(await desk.run("verify", "case.casefile")).toMatchObject({ code: 3 });
});
