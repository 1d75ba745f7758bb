import { copyFile, mkdir, readFile, rename, stat } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { logRows, useWorkspace } from "./workspace.ts";

const work = useWorkspace();
const investigation = "shift.casefile";
const create = [
  ...["new", investigation, "--reference", "before.parquet", "--production", "after.parquet"],
  ...["--time", "event_time", "--id", "request_id", "--groups", "country", "--score", "score", "--label", "label"],
];

beforeAll(async () => {
  await work.parquet("before.parquet", logRows(6000));
  await work.parquet("after.parquet", logRows(6000, 40));
  expect(await work.casefile(...create)).toMatchObject({ code: 0 });
  expect(await work.casefile("run", investigation)).toMatchObject({ code: 0 });
});

describe("an investigation made, run and shared on the command line", () => {
  it("says what it found, and verifies", async () => {
    const again = await work.casefile("run", investigation, "--all", "-o", "again.casefile");
    expect(again.out).toContain("amount");
    expect(again.err).toBe("");
    const verified = await work.casefile("verify", investigation, "--json");
    expect(JSON.parse(verified.out)).toMatchObject({ status: "verified", exitCode: 0, checkedCells: 2 });
    expect(verified.code).toBe(0);
  });

  it("runs nothing, and writes nothing, when all is up to date", async () => {
    const before = await readFile(work.file(investigation), "utf8");
    expect(await work.casefile("run", investigation)).toMatchObject({ code: 0 });
    expect(await readFile(work.file(investigation), "utf8")).toBe(before);
  });

  it("stores the same results whichever number of workers computes them", async () => {
    const results = await Promise.all(
      ["1", "2", "4"].map(async (workers) => {
        const output = `workers-${workers}.casefile`;
        await work.casefile("run", investigation, "--all", "--workers", workers, "-o", output);
        return (await readFile(work.file(output), "utf8")).split('\n  "results":')[1]?.split('\n  "history":')[0];
      }),
    );
    expect(results[0]).toContain('"c_drift"');
    expect(new Set(results).size).toBe(1);
  });

  it("leaves the data files as they were", async () => {
    const before = await stat(work.file("before.parquet"));
    await work.casefile("run", investigation, "--all");
    const after = await stat(work.file("before.parquet"));
    expect([after.size, after.mtimeMs, after.ino]).toEqual([before.size, before.mtimeMs, before.ino]);
  });

  it("becomes one HTML file that asks for nothing", async () => {
    expect(await work.casefile("report", investigation, "-o", "report.html")).toMatchObject({ code: 0 });
    const html = await readFile(work.file("report.html"), "utf8");
    expect(html.length).toBeLessThan(2_000_000);
    expect(html).not.toMatch(/<script(?! type="application\/json")|\b(src|href)="(?!#|data:)/);
    expect(html).toMatch(/default-src (&#x27;|')none/);
  });

  it("exports the same rows as JSON and as CSV", async () => {
    await work.casefile("export", investigation, "--format", "json", "-o", "rows.json");
    await work.casefile("export", investigation, "--format", "csv", "-o", "rows.csv");
    const json: unknown = JSON.parse(await readFile(work.file("rows.json"), "utf8"));
    const psi = JSON.stringify(json).match(/casefile\/psi/g)?.length ?? 0;
    expect(psi).toBeGreaterThan(0);
    expect((await readFile(work.file("rows.csv"), "utf8")).match(/casefile\/psi/g)?.length).toBe(psi);
  });
});

describe("data that moved or changed", () => {
  it("is found by its bytes, relinked and verified", async () => {
    await mkdir(work.file("moved"));
    await copyFile(work.file(investigation), work.file("relinked.casefile"));
    await rename(work.file("after.parquet"), work.file("moved/elsewhere.parquet"));
    const missing = await work.casefile("verify", "relinked.casefile");
    expect(missing.code).toBe(3);
    expect(missing.out).toContain("relink");
    expect(await work.casefile("relink", "relinked.casefile")).toMatchObject({ code: 0 });
    expect(await work.casefile("verify", "relinked.casefile")).toMatchObject({ code: 0 });
    await rename(work.file("moved/elsewhere.parquet"), work.file("after.parquet"));
  });

  it("is named when its bytes are others, and taken only with a reason", async () => {
    await copyFile(work.file(investigation), work.file("repinned.casefile"));
    await copyFile(work.file("after.parquet"), work.file("kept.parquet"));
    await work.parquet("after.parquet", logRows(6000, 41));
    const changed = await work.casefile("verify", "repinned.casefile", "--json");
    expect(changed.code).toBe(3);
    expect(JSON.parse(changed.out)).toMatchObject({ status: "input_changed" });
    const repin = ["repin", "repinned.casefile", "--dataset", "production"];
    expect((await work.casefile(...repin)).code).toBe(2);
    expect(await work.casefile(...repin, "--reason", "Late rows arrived")).toMatchObject({ code: 0 });
    expect((await work.casefile("verify", "repinned.casefile")).code).toBe(3);
    expect(await work.casefile("run", "repinned.casefile")).toMatchObject({ code: 0 });
    expect(await work.casefile("verify", "repinned.casefile")).toMatchObject({ code: 0 });
    await copyFile(work.file("kept.parquet"), work.file("after.parquet"));
  });
});
