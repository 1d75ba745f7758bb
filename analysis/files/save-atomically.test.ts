import { mkdtemp, readFile, readdir, stat, symlink, writeFile, chmod, rm, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256OfText } from "../base/digest.ts";
import { outcomeOf } from "../base/errors.ts";
import { nodeFileSystem, type FileSystem } from "./file-system.ts";
import { saveAtomically, type SaveOptions } from "./save-atomically.ts";
import { breakableFileSystem, type Fault } from "./testing/breakable-file-system.ts";
import { cuts, MemoryDisk } from "./testing/memory-disk.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casefile-save-"));
  path = join(folder, "a.casefile");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const oldText = "old ".repeat(1000);
const newText = "new Größe 😀 ".repeat(1000);
const errorOf = async (options: SaveOptions = {}, target = path) => {
  const outcome = await outcomeOf(() => saveAtomically(target, newText, options));
  return outcome.ok ? null : outcome.error;
};

describe("saving", () => {
  it("writes a new file and leaves nothing else", async () => {
    const saved = await saveAtomically(path, newText, { expectedSha256: null });
    expect(saved).toEqual({ sha256: sha256OfText(newText), bytes: Buffer.byteLength(newText) });
    expect(await readFile(path, "utf8")).toBe(newText);
    expect(await readdir(folder)).toEqual(["a.casefile"]);
  });

  it("replaces a file, keeps its permissions, and takes bytes as well as text", async () => {
    await writeFile(path, oldText, { mode: 0o640 });
    await chmod(path, 0o640);
    await saveAtomically(path, new TextEncoder().encode(newText), { expectedSha256: sha256OfText(oldText) });
    expect(await readFile(path, "utf8")).toBe(newText);
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toEqual(["a.casefile"]);
  });

  it.each<[string, string | null, string | null, string]>([
    ["was changed by another program", "theirs", sha256OfText(oldText), "was changed by another program"],
    ["was removed", null, sha256OfText(oldText), "is no longer there"],
    ["appeared", "theirs", null, "exists already"],
  ])("refuses to overwrite a file that %s", async (_, onDisk, expectedSha256, message) => {
    if (onDisk !== null) await writeFile(path, onDisk);
    const error = await errorOf({ expectedSha256 });
    expect(error).toMatchObject({ code: "output/conflict", message: expect.stringContaining(message) as string });
    expect(await readdir(folder)).toEqual(onDisk === null ? [] : ["a.casefile"]);
    if (onDisk !== null) expect(await readFile(path, "utf8")).toBe(onDisk);
  });

  it("notices a change that another program makes while it writes", async () => {
    await writeFile(path, oldText);
    const meddling: FileSystem = {
      ...nodeFileSystem,
      async create(name, mode) {
        await writeFile(path, "theirs");
        return nodeFileSystem.create(name, mode);
      },
    };
    expect(await errorOf({ expectedSha256: sha256OfText(oldText), fileSystem: meddling })).toMatchObject({
      code: "output/conflict",
    });
    expect(await readFile(path, "utf8")).toBe("theirs");
    expect(await readdir(folder)).toEqual(["a.casefile"]);
  });

  it("finds no conflict in its own earlier try that was written but not confirmed", async () => {
    await writeFile(path, newText);
    expect(await errorOf({ expectedSha256: sha256OfText(oldText) })).toBeNull();
  });

  it("refuses a link, and writes through it when asked", async () => {
    await mkdir(join(folder, "elsewhere"));
    const target = join(folder, "elsewhere", "real.casefile");
    await writeFile(target, oldText);
    await symlink(target, path);
    expect(await errorOf()).toMatchObject({
      code: "output/not-writable",
      message: expect.stringContaining("link") as string,
    });
    expect(await readFile(target, "utf8")).toBe(oldText);
    expect(await errorOf({ followLink: true })).toBeNull();
    expect(await readFile(target, "utf8")).toBe(newText);
    expect((await readdir(join(folder, "elsewhere"))).length).toBe(1);
  });

  it("refuses a folder in the file's place and a folder that does not exist", async () => {
    expect(await errorOf({}, folder)).toMatchObject({
      code: "output/not-writable",
      message: expect.stringContaining("is not a file") as string,
    });
    expect(await errorOf({}, join(folder, "no", "a.casefile"))).toMatchObject({
      code: "output/not-writable",
      message: expect.stringContaining("does not exist") as string,
    });
  });

  it.each([
    ["EACCES", "output/not-writable", "cannot be written to", "folder of your own"],
    ["EROFS", "output/not-writable", "is on a read-only disk", "another disk"],
    ["ENOSPC", "output/disk-full", "There is no room on the disk for a.casefile", "Free some space"],
    ["EDQUOT", "output/disk-full", "disk quota", "Free some space"],
    ["ENAMETOOLONG", "output/not-writable", "is too long", "shorter name"],
    ["EWEIRD", "output/not-writable", "the disk reports EWEIRD", "another disk"],
  ])("explains %s in words and says what to do", async (code, family, message, fix) => {
    const create = () => Promise.reject(Object.assign(new Error(code), { code }));
    const error = await errorOf({ fileSystem: { ...nodeFileSystem, create } });
    expect(error?.code).toBe(family);
    expect(error?.message).toContain(message);
    expect(error?.fix).toContain(fix);
    expect(error?.where?.file).toBe(path);
  });
});

const faults: readonly Fault[] = ["ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT", "EMFILE", "EBUSY", "EPERM"];

/** Runs a save whose k-th call of the file system meets the fault, for every k, until a save needs fewer calls than k. */
async function everyCall(
  fault: Fault | "crash",
  check: (call: number, error: Awaited<ReturnType<typeof errorOf>>) => Promise<void>,
): Promise<number> {
  for (let call = 1; ; call += 1) {
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await writeFile(path, oldText);
    const fileSystem = breakableFileSystem(call, fault);
    const error = await errorOf({ expectedSha256: sha256OfText(oldText), fileSystem });
    if (!fileSystem.broke()) {
      expect(error).toBeNull();
      return call - 1;
    }
    if (fault !== "crash") expect(fileSystem.openFiles(), `call ${String(call)}`).toBe(0);
    await check(call, error);
  }
}

describe("a save that fails", () => {
  it.each(faults)(
    "with %s at any call leaves the old bytes or the new ones, no other file, and says so; trying again works",
    async (fault) => {
      const calls = await everyCall(fault, async (call, error) => {
        expect(error?.code, `call ${String(call)}`).toMatch(/^output\//);
        if (fault === "ENOSPC" || fault === "EDQUOT") expect(error?.code).toBe("output/disk-full");
        expect(error?.fix).toBeDefined();
        expect([oldText, newText]).toContain(await readFile(path, "utf8"));
        expect(await readdir(folder)).toEqual(["a.casefile"]);
        expect(await errorOf({ expectedSha256: sha256OfText(oldText) })).toBeNull();
        expect(await readFile(path, "utf8")).toBe(newText);
      });
      expect(calls).toBeGreaterThanOrEqual(14);
    },
  );

  it("because the process dies at any call leaves the old bytes or the new ones", async () => {
    let before = 0;
    await everyCall("crash", async () => {
      const found = await readFile(path, "utf8");
      expect([oldText, newText]).toContain(found);
      if (found === oldText) before += 1;
      expect(
        (await readdir(folder)).filter((name) => name !== "a.casefile" && !/^\.casefile-[0-9a-f]{16}\.tmp$/.test(name)),
      ).toEqual([]);
    });
    expect(before).toBeGreaterThan(5);
  });

  it("writes everything when each call takes only a few bytes", async () => {
    await writeFile(path, oldText);
    expect(await errorOf({ fileSystem: breakableFileSystem(0, "short write") })).toBeNull();
    expect(await readFile(path, "utf8")).toBe(newText);
  });

  it("syncs the bytes before the rename and the folder after it", async () => {
    await writeFile(path, oldText);
    const fileSystem = breakableFileSystem(0, "EIO");
    await saveAtomically(path, newText, { fileSystem });
    const calls = fileSystem.calls().filter((name) => ["write", "sync", "rename", "syncFolder", "read"].includes(name));
    expect(calls).toEqual(["write", "sync", "rename", "syncFolder", "read"]);
  });

  it("says so when the disk gives back other bytes than were written", async () => {
    const lying: FileSystem = { ...nodeFileSystem, read: () => Promise.resolve(new Uint8Array([1])) };
    expect(await errorOf({ fileSystem: lying })).toMatchObject({
      code: "output/not-writable",
      message: expect.stringContaining("does not hold") as string,
    });
  });
});

describe("a power cut", () => {
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
  const texts = [
    { from: "old".repeat(700), to: "new".repeat(2000) },
    { from: "old".repeat(2000), to: "new" },
    { from: null, to: "new".repeat(1000) },
  ];

  it.each(cuts)(
    "after any call of a save leaves the old bytes or the new ones, where unsynced work is %s",
    async (cut) => {
      for (const { from, to } of texts) {
        let saved = false;
        for (let calls = 0; !saved; calls += 1) {
          const disk = new MemoryDisk(from === null ? {} : { "/d/a": bytesOf(from) }, calls);
          saved = (await outcomeOf(() => saveAtomically("/d/a", to, { fileSystem: disk }))).ok;
          const found = disk.afterCut("/d/a", cut);
          expect([from, to], `after ${String(calls)} calls`).toContain(found && new TextDecoder().decode(found));
        }
      }
    },
  );

  it.each(cuts)("after a save that was reported leaves the new bytes, where unsynced work is %s", async (cut) => {
    for (const { from, to } of texts) {
      const disk = new MemoryDisk(from === null ? {} : { "/d/a": bytesOf(from) });
      await saveAtomically("/d/a", to, { fileSystem: disk });
      expect(disk.afterCut("/d/a", cut)).toEqual(bytesOf(to));
    }
  });
});
