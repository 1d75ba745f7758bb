import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import type { Json } from "../base/json.ts";
import { resultDigest } from "../document/digests.ts";
import type { Investigation } from "../document/schema.ts";
import type { VerifyReport } from "../document/verify-report.ts";
import { buildCommandLine, Desk, scoredRows } from "./testing/command-line.ts";

const desk = new Desk();

/** A verified investigation, made once; each test damages a copy. */
beforeAll(async () => {
  await buildCommandLine();
  mkdirSync(desk.path("good"));
  await desk.parquet("good/reference.parquet", scoredRows("reference"));
  await desk.parquet("good/production.parquet", scoredRows("production"));
  desk.write("good/model.onnx", "weights");
  const sides = ["--reference", "good/reference.parquet", "--production", "good/production.parquet"];
  const made = await desk.run(
    "new",
    "good/case.casefile",
    ...sides,
    "--cells",
    "quality",
    "--model-artifact",
    "good/model.onnx",
  );
  expect(made).toMatchObject({ code: 0 });
  expect(await desk.run("run", "good/case.casefile")).toMatchObject({ code: 0 });
});
beforeEach(() => {
  rmSync(desk.path("work"), { recursive: true, force: true });
  desk.copy("good", "work");
});
afterAll(() => {
  desk.close();
});

async function verified(...options: readonly string[]): Promise<VerifyReport & { readonly code: number | null }> {
  const { code, out } = await desk.run("verify", "work/case.casefile", "--json", ...options);
  return { ...(JSON.parse(out) as VerifyReport), code };
}

/** Changes the first fractional number of the stored result, and makes the lock agree with it. */
const withNumber =
  (change: (value: number) => number) =>
  (file: Investigation): Investigation => {
    const cell = file.lock?.cells["c_quality"];
    const text = JSON.stringify(file.results["c_quality"]);
    const changed = text.replace(/(?<=:)-?\d+\.\d+(?=[,}])/, (number) => String(change(Number(number))));
    if (!file.lock || !cell || changed === text) throw new Error("no number to change");
    const result = JSON.parse(changed) as Json;
    const cells = { c_quality: { ...cell, result_digest: resultDigest(result) } };
    return { ...file, lock: { ...file.lock, cells }, results: { c_quality: result } };
  };

const onlyStatus = (status: string): unknown[] => [expect.objectContaining({ status })];
const case_ = "work/case.casefile";

describe("verify ends in the documented status and exit code when", () => {
  it("everything is equal", async () => {
    expect(await verified()).toMatchObject({ status: "verified", code: 0, exitCode: 0, checkedCells: 1, problems: [] });
  });

  it("another version of Casefile made the results", async () => {
    desk.edit(case_, (file) => ({ ...file, lock: file.lock && { ...file.lock, app: "0.0.1" } }));
    expect(await verified()).toMatchObject({ status: "verified_other_engine", code: 0 });
  });

  it("a number differs in its last digits, also with --exact", async () => {
    desk.edit(
      case_,
      withNumber((value) => value * (1 + 1e-13)),
    );
    expect(await verified()).toMatchObject({ status: "verified_within_tolerance", code: 0 });
    expect(await verified("--exact")).toMatchObject({ status: "verified_within_tolerance", code: 1 });
  });

  it("a number differs, and it says which, from what to what", async () => {
    desk.edit(
      case_,
      withNumber((value) => value + 0.125),
    );
    const report = await verified();
    expect(report).toMatchObject({ status: "result_differs", code: 1, problems: onlyStatus("result_differs") });
    expect(report.problems[0]?.message).toMatch(/was .* and is now/);
  });

  it("a cell is of a kind that this Casefile does not know", async () => {
    desk.edit(case_, (file) => ({
      ...file,
      cells: [...file.cells, { id: "c_x", kind: "tarot", kind_version: 1, title: "Tarot", params: {} }],
    }));
    await desk.run("run", case_);
    expect(await verified()).toMatchObject({ status: "cell_error", code: 1, problems: onlyStatus("cell_error") });
  });

  it("a result is of rules that this Casefile has replaced, without comparing it", async () => {
    desk.edit(case_, (file) => {
      const [cell] = file.cells;
      const locked = cell && file.lock?.cells[cell.id];
      if (!cell || !locked || !file.lock) throw new Error("the case has a cell with a result");
      const cells = { ...file.lock.cells, [cell.id]: { ...locked, key: `sha256:${"0".repeat(64)}` } };
      return { ...file, cells: [{ ...cell, kind_version: 1 }], lock: { ...file.lock, cells } };
    });
    const { checkedCells, problems } = await verified();
    expect(checkedCells).toBe(0);
    expect(problems.map(({ status }) => status)).toEqual(["not_locked", "cell_error"]);
    expect(problems[1]?.message).toContain("was measured by version 1 of the rules");
    await desk.run("run", case_);
    expect(await verified()).toMatchObject({ status: "verified", checkedCells: 1 });
  });

  it.each([
    ["conflict markers", (text: string) => `<<<<<<< ours\n${text}`],
    ["a cut", (text: string) => text.slice(0, 900)],
    ["a changed history", (text: string) => text.replace("Created on the command line", "Created by magic")],
    ["a newer version", (text: string) => text.replace('"version": 1', '"version": 2')],
    ["an absolute path", (text: string) => text.replace('"reference.parquet"', '"/etc/passwd"')],
    ["no text at all", () => "\u0000\u0001"],
  ])("the file is not valid: %s", async (_, damage) => {
    desk.write(case_, damage(desk.read(case_)));
    expect(await verified()).toMatchObject({ status: "invalid_file", code: 2, checkedCells: 0 });
  });

  it("a pinned file is missing", async () => {
    rmSync(desk.path("work/production.parquet"));
    expect(await verified()).toMatchObject({ status: "input_missing", code: 3, checkedCells: 0 });
  });

  it("a pinned file was moved, and the command that it gives mends it", async () => {
    mkdirSync(desk.path("work/data"));
    renameSync(desk.path("work/production.parquet"), desk.path("work/data/p.parquet"));
    const report = await verified();
    expect(report).toMatchObject({ status: "input_moved", code: 3 });
    const words = (report.problems[0]?.fix ?? "").split(" ");
    expect(words.slice(0, 3)).toEqual(["casefile", "relink", "FILE"]);
    expect(await desk.run("relink", case_, ...words.slice(3))).toMatchObject({ code: 0 });
    expect(await verified()).toMatchObject({ status: "verified", code: 0 });
  });

  it("the data has other values, and repinning with a reason makes the cell stale", async () => {
    await desk.parquet("work/production.parquet", `${scoredRows("production")} WHERE i < 2500`);
    expect(await verified()).toMatchObject({ status: "input_changed", code: 3 });
    expect(await desk.run("run", case_, "--all")).toMatchObject({ code: 3 });
    const repinned = await desk.run("repin", case_, "--dataset", "production", "--reason", "late rows were dropped");
    expect(repinned).toMatchObject({ code: 0, out: expect.stringContaining("1 cell became stale: c_quality") });
    expect(await verified()).toMatchObject({ status: "not_locked", code: 3 });
    expect(await desk.run("run", case_)).toMatchObject({ code: 0 });
    expect(await verified()).toMatchObject({ status: "verified", code: 0 });
    expect(desk.read(case_)).toContain("late rows were dropped");
  });

  it("the data has other columns", async () => {
    await desk.parquet(
      "work/production.parquet",
      `SELECT * EXCLUDE (channel) REPLACE (label::VARCHAR AS label), 1 AS extra FROM (${scoredRows("production")})`,
    );
    const report = await verified();
    expect(report).toMatchObject({ status: "schema_changed", code: 3 });
    expect(report.problems[0]?.message).toMatch(
      /Added: extra\. Removed: channel\. Retyped: label \(INTEGER -> VARCHAR\)/,
    );
  });

  it("the data is cut off", async () => {
    await desk.parquet("work/whole.parquet", scoredRows("production"));
    desk.write("work/production.parquet", Buffer.from(desk.bytes("work/whole.parquet")).subarray(0, 5000));
    expect(await verified()).toMatchObject({ status: "input_unreadable", code: 3 });
  });

  it("the model's file changed or is gone", async () => {
    desk.write("work/model.onnx", "heavier");
    expect(await verified()).toMatchObject({ status: "model_changed", code: 3 });
    rmSync(desk.path("work/model.onnx"));
    expect(await verified()).toMatchObject({ status: "model_missing", code: 3 });
  });

  it("it was never run, or its intent changed since", async () => {
    desk.edit(case_, (file) => ({ ...file, question: "Another one?" }));
    expect(await verified()).toMatchObject({ status: "not_locked", code: 3 });
    desk.edit(case_, (file) => ({ ...file, lock: null, results: {} }));
    expect(await verified()).toMatchObject({ status: "not_locked", code: 3, checkedCells: 0 });
  });

  it("its data is outside its folder, unless the person allows that folder", async () => {
    mkdirSync(desk.path("work/inner"));
    renameSync(desk.path("work/case.casefile"), desk.path("work/inner/case.casefile"));
    desk.write(case_, desk.read("work/inner/case.casefile").replaceAll('"path": "', '"path": "../good/'));
    expect(await verified()).toMatchObject({ status: "refused", code: 5 });
    expect(await desk.run("run", case_, "--all")).toMatchObject({
      code: 5,
      err: expect.stringContaining("--allow FOLDER"),
    });
    expect(await verified("--allow", "good")).toMatchObject({ status: "verified", code: 0 });
  });

  it("a link in its folder leads out of it", async () => {
    rmSync(desk.path("work/production.parquet"));
    symlinkSync(desk.path("good/production.parquet"), desk.path("work/production.parquet"));
    expect(await verified()).toMatchObject({ status: "refused", code: 5 });
  });

  it("several things are wrong: all are told, the gravest decides", async () => {
    rmSync(desk.path("work/production.parquet"));
    desk.write("work/model.onnx", "heavier");
    desk.edit(case_, (file) => ({ ...file, title: "Another title" }));
    const { problems, ...report } = await verified();
    expect(report).toMatchObject({ status: "input_missing", code: 3 });
    expect(problems.map(({ status }) => status)).toEqual(["input_missing", "model_changed", "not_locked"]);
  });
});
