import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allKinds } from "../kinds/registry.ts";
import { rowsOfJson } from "../report/json.ts";
import { rowsOfCsv } from "../report/testing/rows-of-csv.ts";
import { buildCommandLine, Desk, scoredRows } from "./testing/command-line.ts";

const desk = new Desk();
const data = ["reference", "production", "training"] as const;
const kinds = allKinds.filter(({ inert }) => !inert).map(({ id }) => id);

beforeAll(async () => {
  await buildCommandLine();
  for (const name of data)
    await desk.parquet(
      `${name}.parquet`,
      // What training computed of production's requests: its incomes are those of before the change.
      name === "training"
        ? `SELECT * REPLACE ((1000 + (substr(request_id, 2)::INT * 7919) % 2000)::DOUBLE AS income)
           FROM (${scoredRows("production")})`
        : scoredRows(name),
    );
});
afterAll(() => {
  desk.close();
});

describe.each(kinds)("a %s cell on the command line", (kind) => {
  const file = `${kind}.casefile`;
  const resultsIn = (name: string): readonly string[] =>
    desk
      .read(name)
      .split("\n")
      .filter((line) => line.startsWith(`    "c_${kind}": {"`));

  it("is made by new, run, and verified", async () => {
    const sides = ["--reference", "reference.parquet", "--production", "production.parquet"];
    const model = ["--task", "binary", "--threshold", "0.5", "--features", "income,channel", "--groups", "channel"];
    const made = await desk.run(
      ...["new", file, ...sides, "--other", "training=training.parquet", ...model, "--cells", kind],
    );
    expect(made).toMatchObject({ code: 0 });
    expect(await desk.run("run", file)).toMatchObject({ code: 0 });
    expect((await desk.run("verify", file)).out).toContain("1 cell run again");
  });

  it("gives the same bytes with one worker and with four", async () => {
    const stored = resultsIn(file);
    expect(stored).toHaveLength(1);
    for (const workers of ["1", "4"]) {
      const out = `${kind}-${workers}.casefile`;
      expect((await desk.run("run", file, "--all", "--workers", workers, "-o", out)).code).toBe(0);
      expect(resultsIn(out)).toEqual(stored);
    }
  });

  it("is exported with metrics of its own, the same as JSON and as CSV", async () => {
    expect((await desk.run("export", file, "--format", "json", "-o", `${kind}.json`)).code).toBe(0);
    expect((await desk.run("export", file, "--format", "csv", "-o", `${kind}.csv`)).code).toBe(0);
    const rows = rowsOfJson(desk.read(`${kind}.json`));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ metric }) => metric.startsWith(`${kind}.`))).toBe(true);
    expect(rowsOfCsv(desk.read(`${kind}.csv`))).toEqual(rows);
  });

  it("is part of the report", async () => {
    const title = allKinds.find(({ id }) => id === kind)?.title ?? "";
    expect((await desk.run("report", file, "-o", `${kind}.html`)).code).toBe(0);
    expect(desk.read(`${kind}.html`)).toContain(title.replaceAll("&", "&amp;"));
  });
});
