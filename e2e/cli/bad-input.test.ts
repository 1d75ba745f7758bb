import { chmod, mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { logRows, useWorkspace, type Ended } from "./workspace.ts";

const work = useWorkspace();

beforeAll(async () => {
  await work.parquet("good.parquet", logRows(2000));
  await work.parquet("truncated.parquet", logRows(2000));
  await truncate(work.file("truncated.parquet"), 6000);
  await work.parquet("no-rows.parquet", `${logRows(2000)} LIMIT 0`);
  await work.parquet("all-null.parquet", `SELECT * REPLACE (NULL::DOUBLE AS amount) FROM (${logRows(2000)})`);
  await work.parquet("one-class.parquet", `SELECT * REPLACE (0 AS label) FROM (${logRows(2000)})`);
  await writeFile(work.file("text.parquet"), "amount,label\n1,0\n");
  await writeFile(work.file("empty.parquet"), "");
});

const against = (production: string, ...more: string[]): Promise<Ended> =>
  work.casefile("new", "new.casefile", "--force", "--reference", "good.parquet", "--production", production, ...more);

/** What every failure owes to its reader: the name of the thing, no stack, nothing on standard output. */
function expectExplained({ code, out, err }: Ended, exitCode: number, words: RegExp): void {
  expect({ code, out }).toEqual({ code: exitCode, out: "" });
  expect(err).toMatch(words);
  expect(err).not.toMatch(/\n\s+at |node:internal|undefined|\[object/);
}

describe("data that cannot be read ends with exit code 3 and says which file and why", () => {
  it.each([
    ["nowhere.parquet", /nowhere\.parquet/],
    ["text.parquet", /text\.parquet.*not a Parquet file/is],
    ["empty.parquet", /empty\.parquet.*empty/is],
    ["truncated.parquet", /truncated\.parquet/],
    [".", /\bfolder\b|not a file/i],
  ])("%s", async (production, words) => {
    expectExplained(await against(production), 3, words);
  });
});

describe("data that is poor but readable gives results, not errors", () => {
  it.each(["no-rows.parquet", "all-null.parquet", "one-class.parquet"])("%s", async (production) => {
    expect(await against(production, "--label", "label", "--score", "score")).toMatchObject({ code: 0 });
    expect(await work.casefile("run", "new.casefile")).toMatchObject({ code: 0, err: "" });
    expect(await work.casefile("verify", "new.casefile")).toMatchObject({ code: 0 });
  });
});

describe("settings that the data cannot serve", () => {
  it("name the column that is not there, and the nearest one that is", async () => {
    expectExplained(await against("good.parquet", "--label", "lable"), 1, /lable.*label/is);
  });

  it("end with exit code 2 where the words make no sense", async () => {
    expectExplained(await work.casefile("run"), 2, /file/);
    expectExplained(await work.casefile("rum", "x.casefile"), 2, /run/);
    expectExplained(await against("good.parquet", "--cells", "quality,astrology"), 2, /astrology/);
  });
});

describe("investigation files that cannot be trusted end with exit code 2 and stay as they are", () => {
  let good = "";
  beforeAll(async () => {
    await against("good.parquet");
    good = await readFile(work.file("new.casefile"), "utf8");
  });

  it.each([
    ["cut short", (text: string) => text.slice(0, 300)],
    ["with conflict markers", (text: string) => text.replace('  "title"', '<<<<<<< HEAD\n  "title"')],
    ["with a doubled key", (text: string) => text.replace('  "title"', '  "title": "other",\n  "title"')],
    ["of a newer version", (text: string) => text.replace('"version": 1', '"version": 99')],
    ["with a changed history", (text: string) => text.replace('"action": "create"', '"action": "edit"')],
    ["that is no investigation", () => '{"a": 1}\n'],
  ])("a file %s", async (_, break_) => {
    const broken = break_(good);
    await writeFile(work.file("broken.casefile"), broken);
    for (const command of ["run", "verify"]) {
      const ended = await work.casefile(command, "broken.casefile");
      expect(ended.code, ended.out + ended.err).toBe(2);
      expect(ended.out + ended.err).not.toMatch(/\n\s+at /);
    }
    expect(await readFile(work.file("broken.casefile"), "utf8")).toBe(broken);
  });

  it("a file that reaches outside its folder is refused with exit code 5, unless the folder is allowed", async () => {
    await mkdir(work.file("inner"), { recursive: true });
    const create = ["new", "inner/outside.casefile", "--reference", "good.parquet", "--production", "good.parquet"];
    expect(await work.casefile(...create)).toMatchObject({ code: 0 });
    expectExplained(await work.casefile("run", "inner/outside.casefile"), 5, /--allow/);
    expect(await work.casefile("run", "inner/outside.casefile", "--allow", ".")).toMatchObject({ code: 0 });
  });
});

describe("places that cannot be written end with exit code 4 and lose nothing", () => {
  /** Even the superuser cannot write to sysfs. */
  const readOnlyFolder = async (): Promise<string> => {
    if (process.getuid?.() === 0) return "/sys";
    await mkdir(work.file("read-only"));
    await chmod(work.file("read-only"), 0o555);
    return work.file("read-only");
  };

  it("a read-only folder", async () => {
    await against("good.parquet");
    const ended = await work.casefile("run", "new.casefile", "-o", `${await readOnlyFolder()}/out.casefile`);
    expectExplained(ended, 4, /cannot be written/);
  });

  it("a file that exists already", async () => {
    await against("good.parquet");
    const before = await readFile(work.file("new.casefile"), "utf8");
    const again = ["new", "new.casefile", "--reference", "good.parquet", "--production", "good.parquet"];
    expectExplained(await work.casefile(...again), 4, /exists already/);
    expect(await readFile(work.file("new.casefile"), "utf8")).toBe(before);
  });
});
