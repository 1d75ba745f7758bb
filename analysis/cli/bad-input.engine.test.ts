import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, Desk, scoredRows } from "./testing/command-line.ts";

const desk = new Desk();
const good = "good.parquet";
const make = (name: string, production: string, ...options: readonly string[]) =>
  desk.run("new", name, "--reference", good, "--production", production, ...options);

beforeAll(async () => {
  await buildCommandLine();
  await desk.parquet(good, scoredRows("reference"));
});
afterAll(() => {
  desk.close();
});

describe("data that cannot be pinned: a clear message, the documented exit code, and nothing written", () => {
  it.each([
    ["missing.parquet", () => undefined, "missing.parquet is not there"],
    ["text.parquet", () => desk.write("text.parquet", "id,score\n1,0.5\n"), "text.parquet"],
    ["empty.parquet", () => desk.write("empty.parquet", ""), "empty.parquet"],
    [
      "short.parquet",
      () => desk.write("short.parquet", Buffer.from(desk.bytes(good)).subarray(0, 4000)),
      "short.parquet",
    ],
    ["folder.parquet", () => mkdirSync(desk.path("folder.parquet")), "folder.parquet is"],
  ])("%s", async (name, prepare, says) => {
    prepare();
    const { code, err } = await make("never.casefile", name);
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining(says) });
    expect(err).toMatch(/^✗ .*\n( {2}.*\n)* {2}→ /m);
    expect(err).not.toContain("    at ");
    expect(() => desk.read("never.casefile")).toThrow(/ENOENT/);
  });

  it("a column that is not there, with the nearest name", async () => {
    const { code, err } = await make("never.casefile", good, "--score", "scoer");
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('Did you mean "score"?') });
  });
});

describe("data that is odd but true: it is pinned, run and judged", () => {
  const judged = async (name: string): Promise<string> => {
    expect(await make(`${name}.casefile`, `${name}.parquet`)).toMatchObject({ code: 0 });
    const { code, out, err } = await desk.run("run", `${name}.casefile`);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(await desk.run("report", `${name}.casefile`, "-o", `${name}.html`)).toMatchObject({ code: 0 });
    expect(await desk.run("export", `${name}.casefile`, "--format", "csv", "-o", `${name}.csv`)).toMatchObject({
      code: 0,
    });
    expect(desk.read(`${name}.csv`)).not.toMatch(/NaN|Infinity/);
    return out;
  };

  it("a label with one class", async () => {
    await desk.parquet(
      "one-class.parquet",
      `SELECT * REPLACE (0::INTEGER AS label) FROM (${scoredRows("production")})`,
    );
    expect((await make("note.casefile", "one-class.parquet")).err).toContain(
      'The label "label" has only one value in production',
    );
    expect(await judged("one-class")).toMatch(/^[▲◆●] /m);
  });

  it("a column without a single value", async () => {
    await desk.parquet("null.parquet", `SELECT * REPLACE (NULL::DOUBLE AS income) FROM (${scoredRows("production")})`);
    expect(await judged("null")).toMatch(/income is missing in 100.0 %/);
  });

  it("no rows at all", async () => {
    await desk.parquet("none.parquet", `SELECT * FROM (${scoredRows("production")}) WHERE false`);
    expect(await judged("none")).toMatch(/no rows|Not enough data/);
  });

  it("names and values that try to steer a terminal, a build server or a spreadsheet", async () => {
    const hostile = `SELECT 1.5 + i AS "::error::x", chr(27) || '[31mred' || (i % 3) AS "=1+1", i AS "<img src=x>" FROM range(500) AS t(i)`;
    await desk.parquet("hostile.parquet", hostile);
    const options = ["--reference", "hostile.parquet", "--production", "hostile.parquet"];
    expect(await desk.run("new", "hostile.casefile", ...options)).toMatchObject({ code: 0 });
    const { out, err } = await desk.run("run", "hostile.casefile");
    await desk.run("export", "hostile.casefile", "--format", "csv", "-o", "hostile.csv");
    expect(out + err).not.toMatch(/^\s*::|\u001b/m);
    expect(desk.read("hostile.csv")).toContain(`"'=1+1"`);
    expect(desk.read("hostile.csv")).not.toContain(",=1+1");
  });
});

describe("investigation files that cannot be opened", () => {
  it.each([
    ["is no JSON", "hello", 2],
    ["is another JSON", '{"format":"something"}', 2],
    ["is too new", '{"format":"casefile.investigation","version":99}', 2],
    ["has a key twice", '{"format":"casefile.investigation","format":"casefile.investigation","version":1}', 2],
    ["pollutes a prototype", '{"format":"casefile.investigation","version":1,"__proto__":{"x":1}}', 2],
    ["is UTF-16", "\ufeff" + "hello", 2],
  ])("%s", async (_, text, code) => {
    desk.write("bad.casefile", text);
    for (const words of [
      ["run"],
      ["report", "-o", "bad.html"],
      ["export", "--format", "csv", "-o", "bad.csv"],
      ["relink"],
    ]) {
      const [command = "", ...options] = words;
      const ended = await desk.run(command, "bad.casefile", ...options);
      expect(ended).toMatchObject({ code, out: "" });
      expect(ended.err).toMatch(/^✗ /);
    }
    expect(desk.read("bad.casefile")).toBe(text);
  });
});

describe("places that cannot be written", () => {
  it.each([
    ["a folder of the system that takes no files", "/proc/never.casefile"],
    ["a folder that is not there", "nowhere/never.casefile"],
    ["below a file", `${good}/never.casefile`],
    ["a device", "/dev/full"],
  ])("%s", async (_, out) => {
    const { code, err } = await make(out, good, "--force");
    expect({ code, err }).toMatchObject({ code: 4, err: expect.stringMatching(/^✗ |\n✗ /) });
  });

  it.skipIf(!canMount())("a disk that is full: the old file stays whole", async () => {
    mkdirSync(desk.path("small"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", desk.path("small")]);
    try {
      expect(await make("small/case.casefile", good, "--cells", "quality")).toMatchObject({ code: 0 });
      const before = desk.read("small/case.casefile");
      const ended = await desk.run("run", "small/case.casefile", "--allow", desk.folder);
      expect(ended).toMatchObject({ code: 4, err: expect.stringContaining("no room on the disk") });
      expect(desk.read("small/case.casefile")).toBe(before);
    } finally {
      execFileSync("umount", [desk.path("small")]);
    }
  });
});

/** Only root may mount; a container may refuse even root. */
function canMount(): boolean {
  const probe = desk.path("probe");
  try {
    mkdirSync(probe);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", probe], { stdio: "ignore" });
    execFileSync("umount", [probe], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
