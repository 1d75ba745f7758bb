import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsOfJson } from "../report/json.ts";
import { rowsOfCsv } from "../report/testing/rows-of-csv.ts";
import { buildCommandLine, Desk, ended, scoredRows } from "./testing/command-line.ts";

const desk = new Desk();
const sides = ["--reference", "reference.parquet", "--production", "production.parquet"];

beforeAll(async () => {
  await buildCommandLine();
  await desk.parquet("reference.parquet", scoredRows("reference"));
  await desk.parquet("production.parquet", scoredRows("production"));
  desk.write("model.onnx", "weights");
});
afterAll(() => {
  desk.close();
});

describe("the whole path on small files", () => {
  it("new pins both sides, tells what it guessed and writes a file that has not run", async () => {
    const { code, out, err } = await desk.run("new", "case.casefile", ...sides, "--model-artifact", "model.onnx");
    expect({ code, err }).toMatchObject({ code: 0 });
    for (const guess of ["--label label", "--score score", "--time event_time", "--id request_id", "--task binary"])
      expect(err).toContain(`Guessed ${guess}`);
    expect(out).toContain("Pinned reference: 3,000 rows, 6 columns, sha256 ");
    expect(out).toContain("c_quality, c_drift");
    expect(JSON.parse(desk.read("case.casefile"))).toMatchObject({ lock: null, results: {}, title: "case" });
    expect((await desk.run("verify", "case.casefile")).code).toBe(3);
  });

  it("run stores what it found and says it in one line a cell", async () => {
    const { code, out } = await desk.run("run", "case.casefile");
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => /^[●▲◆◌■] /.test(line))).toHaveLength(2);
    expect(out).toMatch(/Findings\n {2}.*income/);
  });

  it("run again has nothing to do and leaves the file's bytes as they are", async () => {
    const before = desk.read("case.casefile");
    const { code, out } = await desk.run("run", "case.casefile");
    expect(code).toBe(0);
    expect(out).toContain("(was up to date)");
    expect(desk.read("case.casefile")).toBe(before);
  });

  it("run --all with one worker and with four gives the same results byte for byte", async () => {
    const results = async (workers: string, name: string): Promise<unknown> => {
      expect((await desk.run("run", "case.casefile", "--all", "--workers", workers, "-o", name)).code).toBe(0);
      return desk
        .read(name)
        .split("\n")
        .filter((line) => line.startsWith('    "c_'));
    };
    const stored = desk
      .read("case.casefile")
      .split("\n")
      .filter((line) => line.startsWith('    "c_'));
    expect(stored).toHaveLength(2);
    expect(await results("1", "one.casefile")).toEqual(stored);
    expect(await results("4", "four.casefile")).toEqual(stored);
  });

  it("verify computes it again and writes nothing", async () => {
    const before = desk.read("case.casefile");
    const { code, out } = await desk.run("verify", "case.casefile");
    expect({ code, out }).toMatchObject({ code: 0 });
    expect(out).toContain(
      "✔ verified: every pinned file is as it was, and every result came out equal (2 cells run again).",
    );
    expect(desk.read("case.casefile")).toBe(before);
  });

  it("report says that it is verified only when it has verified", async () => {
    expect((await desk.run("report", "case.casefile", "-o", "plain.html")).code).toBe(0);
    expect(desk.read("plain.html")).toContain("Not verified");
    expect((await desk.run("report", "case.casefile", "-o", "verified.html", "--verify")).code).toBe(0);
    expect(desk.read("verified.html")).not.toContain("Not verified");
    expect(desk.read("verified.html")).toContain("casefile verify case.casefile");
  });

  it("export gives the same rows as JSON and as CSV", async () => {
    expect((await desk.run("export", "case.casefile", "--format", "json", "-o", "rows.json")).code).toBe(0);
    expect((await desk.run("export", "case.casefile", "--format", "csv", "-o", "rows.csv")).code).toBe(0);
    const rows = rowsOfJson(desk.read("rows.json"));
    expect(rows.map(({ metric }) => metric)).toContain("drift.psi");
    expect(rowsOfCsv(desk.read("rows.csv"))).toEqual(rows);
  });

  it("one file serves as both sides, split by time", async () => {
    const same = ["--reference", "production.parquet", "--production", "production.parquet", "--time", "event_time"];
    const windows = ["--reference-window", "..2026-09-10", "--production-window", "2026-09-10..2026-09-25T12:00:00Z"];
    expect((await desk.run("new", "split.casefile", ...same, ...windows)).code).toBe(0);
    expect((await desk.run("run", "split.casefile")).code).toBe(0);
    const { datasets } = JSON.parse(desk.read("split.casefile")) as { datasets: { window: unknown }[] };
    expect(datasets.map(({ window }) => window)).toEqual([
      { column: "event_time", from: null, to: "2026-09-10T00:00:00.000Z" },
      { column: "event_time", from: "2026-09-10T00:00:00.000Z", to: "2026-09-25T12:00:00.000Z" },
    ]);
  });
});

describe("what it refuses to do", () => {
  it("replace a file unasked", async () => {
    const { code, err } = await desk.run("new", "case.casefile", ...sides);
    expect({ code, err }).toMatchObject({ code: 4, err: expect.stringContaining("case.casefile exists already") });
  });

  it("write over its inputs", async () => {
    const before = desk.read("reference.parquet");
    for (const words of [
      ["report", "case.casefile", "-o", "reference.parquet"],
      ["report", "case.casefile", "-o", "case.casefile"],
      ["export", "case.casefile", "--format", "csv", "-o", "./model.onnx"],
      ["run", "case.casefile", "-o", "production.parquet"],
      ["new", "reference.parquet", ...sides, "--force"],
    ])
      expect(await desk.run(...words)).toMatchObject({ code: 2, err: expect.stringMatching(/input/) });
    expect(desk.read("reference.parquet")).toBe(before);
  });

  it.each([
    [["frobnicate"], "unknown command"],
    [["run"], "missing required argument"],
    [["run", "case.casefile", "--wrokers", "2"], "Did you mean --workers"],
    [["export", "case.casefile", "--format", "xml", "-o", "x"], "Allowed choices are json, csv"],
    [["new", "x.casefile", ...sides, "--cells", "quality,tarot"], 'Unknown kind of cell: "tarot"'],
    [["new", "x.casefile", ...sides, "--threshold", "high"], "not a number"],
    [["new", "x.casefile", ...sides, "--production-window", "2026-02-30.."], "no date"],
    [["new", "x.casefile", ...sides, "--production-window", "2026-03-01..2026-02-01"], "ends before it begins"],
    [["repin", "case.casefile", "--dataset", "reference", "--reason", " "], "needs a reason"],
  ])("understand %j", async (words, says) => {
    expect(await desk.run(...words)).toMatchObject({ code: 2, err: expect.stringContaining(says) });
  });

  it("show a stack, unless it is asked to debug", async () => {
    const words = ["run", "nowhere.casefile"];
    expect((await desk.run(...words)).err).toBe(
      "✗ nowhere.casefile is not there.\n  → Check the path of the investigation file.\n",
    );
    expect((await desk.run("--debug", ...words)).err).toContain("[file/not-found]");
    expect((await desk.run(...words, "--debug")).err).toContain("ENOENT");
  });
});

it("Ctrl-C ends a run with 130 and leaves the file as it was", async () => {
  await desk.parquet(
    "large.parquet",
    `SELECT i, random() AS a, random() AS b, random() AS c, random() AS d FROM range(3000000) AS t(i)`,
  );
  const large = ["--reference", "large.parquet", "--production", "large.parquet"];
  expect((await desk.run("new", "large.casefile", ...large, "--cells", "drift")).code).toBe(0);
  const before = desk.read("large.casefile");
  const child = desk.start("run", "large.casefile");
  setTimeout(() => child.kill("SIGINT"), 1500);
  expect(await ended(child)).toMatchObject({ code: 130, err: expect.stringMatching(/cancelled/i) });
  expect(desk.read("large.casefile")).toBe(before);
});
