import { execFileSync } from "node:child_process";
import { mkdtemp, mkdir, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeOf } from "../base/errors.ts";
import { openDataFile, relativePathFrom, resolveDataPath, type ResolvePolicy } from "./resolve-data-path.ts";

let base: string;
let root: string;
beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "casefile-resolve-")));
  root = join(base, "root");
  await mkdir(join(root, "data", "deep"), { recursive: true });
  await mkdir(join(base, "root-beside"));
  await writeFile(join(root, "data", "a.parquet"), "inside");
  await writeFile(join(root, "data", "..odd.parquet"), "inside");
  await writeFile(join(base, "secret"), "outside");
  await writeFile(join(base, "root-beside", "b"), "outside");
  await symlink("../data/a.parquet", join(root, "data", "near"));
  await symlink("../../secret", join(root, "data", "far"));
  await symlink("..", join(root, "up"));
  await symlink("nowhere", join(root, "dangling"));
  await symlink("circle", join(root, "circle"));
  await symlink(root, join(base, "alias"));
  await symlink(join(root, "data", "deep"), join(base, "deep-alias"));
  execFileSync("mkfifo", [join(root, "pipe")]);
});
afterAll(() => rm(base, { recursive: true, force: true }));

const codeOf = async (path: string, policy?: ResolvePolicy): Promise<string> => {
  const outcome = await outcomeOf(() => resolveDataPath(root, path, policy));
  return outcome.ok ? outcome.value.path : outcome.error.code;
};

describe("resolving a path of an investigation", () => {
  it("gives the real place and size of a file inside the folder", async () => {
    expect(await resolveDataPath(root, "data/a.parquet")).toEqual({ path: join(root, "data/a.parquet"), bytes: 6 });
    expect(await codeOf("data/..odd.parquet")).toBe(join(root, "data/..odd.parquet"));
  });

  it("follows a link that stays inside, and a folder that is reached through a link", async () => {
    expect(await codeOf("data/near")).toBe(join(root, "data/a.parquet"));
    expect((await resolveDataPath(join(base, "alias"), "data/a.parquet")).path).toBe(join(root, "data/a.parquet"));
    expect((await resolveDataPath(join(base, "deep-alias"), "../a.parquet", { allowOutside: () => true })).path).toBe(
      join(root, "data/a.parquet"),
    );
  });

  it.each([
    ["a file link that leads out", "data/far", "refused/path"],
    ["a folder link that leads out", "up/secret", "refused/path"],
    ["a path that climbs out", "../secret", "refused/path"],
    ["a neighbour whose name begins like the folder's", "../root-beside/b", "refused/path"],
    ["an absolute path", "/etc/passwd", "refused/path"],
    ["a hidden climb", "data/../../secret", "refused/path"],
    ["a NUL", "data/a\0", "refused/path"],
    ["a link in a circle", "circle", "refused/path"],
    ["a missing file", "data/b.parquet", "file/not-found"],
    ["a file in a file's place", "data/a.parquet/b", "file/not-found"],
    ["a link to nowhere", "dangling", "file/not-found"],
    ["a folder", "data", "file/not-a-file"],
    ["a pipe, without waiting for a writer", "pipe", "file/not-a-file"],
  ])("refuses %s", async (_, path, code) => expect(await codeOf(path)).toBe(code));

  it("opens a file outside only when its real place was approved", async () => {
    const approved: ResolvePolicy = { allowOutside: (path) => path === join(base, "secret") };
    expect(await codeOf("../secret", approved)).toBe(join(base, "secret"));
    expect(await codeOf("data/far", approved)).toBe(join(base, "secret"));
    expect(await codeOf("../root-beside/b", approved)).toBe("refused/path");
  });

  it("never opens what is outside while a link is swapped under it", async () => {
    const name = join(root, "swapped");
    let swapping = true;
    const swapper = (async () => {
      for (let turn = 0; swapping; turn += 1) {
        await symlink(turn % 2 === 0 ? "data/a.parquet" : "../secret", `${name}.new`);
        await rename(`${name}.new`, name);
      }
    })();
    const seen = { opened: 0, refused: 0 };
    for (let turn = 0; turn < 1500; turn += 1) {
      const outcome = await outcomeOf(() => openDataFile(root, "swapped"));
      if (outcome.ok) {
        seen.opened += 1;
        expect(await outcome.value.file.handle.readFile("utf8")).toBe("inside");
        await outcome.value.file.handle.close();
      } else if (outcome.error.code === "refused/path") seen.refused += 1;
    }
    swapping = false;
    await swapper;
    expect(seen.opened).toBeGreaterThan(10);
    expect(seen.refused).toBeGreaterThan(10);
  });

  it("leads nowhere outside for any path that can be written", async () => {
    const part = fc.constantFrom("..", ".", "", "data", "up", "a.parquet", "far", "secret", "root", "deep", "swapped");
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
        const outcome = await outcomeOf(() => resolveDataPath(root, parts.join("/")));
        if (outcome.ok) expect(outcome.value.path.startsWith(`${root}/`)).toBe(true);
        else expect(outcome.error.code).toMatch(/^(refused\/path|file\/(not-found|not-a-file))$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the path that an investigation stores", () => {
  it("leads back to the file", async () => {
    for (const file of [join(root, "data/a.parquet"), join(base, "secret")]) {
      const path = relativePathFrom(root, file);
      expect((await resolveDataPath(root, path, { allowOutside: () => true })).path).toBe(file);
    }
    expect(relativePathFrom("/a/b", "/a/b/c d/e")).toBe("c d/e");
    expect(relativePathFrom("/a/b", "/a/c")).toBe("../c");
  });

  it("is refused for a name that the format cannot hold", () => {
    expect(() => relativePathFrom("/a", "/a/x\\y")).toThrow("must use /");
    expect(() => relativePathFrom("/a", "/a/x\ny")).toThrow("control characters");
    expect(() => relativePathFrom("/a", "/a")).toThrow("is empty");
  });
});
