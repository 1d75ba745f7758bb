import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeOf } from "../base/errors.ts";
import { readInvestigation } from "../document/read.ts";
import { findMoved } from "./find-moved.ts";
import { hashFile } from "./hash-file.ts";
import { readTextFile } from "./read-text-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "casefile-read-")));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const put = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
const errorOf = async (work: () => Promise<unknown>) => {
  const outcome = await outcomeOf(work);
  return outcome.ok ? null : outcome.error;
};

describe("reading a text file", () => {
  it("gives its text and the digest of its raw bytes", async () => {
    const text = "Größe 😀\r\n\u2028";
    expect(await readTextFile(await put("a", text))).toEqual({ text, sha256: sha256(text) });
    expect(await readTextFile(await put("empty", ""))).toEqual({ text: "", sha256: sha256("") });
  });

  it("keeps a byte order mark in the text, so that the reader can name it", async () => {
    const { text } = await readTextFile(await put("bom", "\uFEFF{}"));
    expect(() => readInvestigation(text)).toThrow("byte order mark");
  });

  it.each<[string, Uint8Array, string]>([
    ["UTF-16 LE", Buffer.from("\uFEFF{}", "utf16le"), "UTF-16"],
    ["UTF-16 BE", Buffer.from("\uFEFF{}", "utf16le").swap16(), "UTF-16"],
    ["Latin-1", Buffer.from("Größe", "latin1"), "not a UTF-8"],
    ["an encoded surrogate", Uint8Array.of(0xed, 0xa0, 0x80), "not a UTF-8"],
    ["an overlong slash", Uint8Array.of(0xc0, 0xaf), "not a UTF-8"],
    ["a cut character", Buffer.from("ö").subarray(0, 1), "not a UTF-8"],
  ])("refuses %s", async (name, bytes, message) => {
    const error = await errorOf(async () => readTextFile(await put(name, bytes)));
    expect(error).toMatchObject({ code: "document/invalid", message: expect.stringContaining(message) as string });
  });

  it("refuses what is too large before it reads it", async () => {
    const large = await put("large", "");
    await truncate(large, 2 ** 40);
    expect(await errorOf(() => readTextFile(large))).toMatchObject({ code: "limit/size" });
    expect(await errorOf(async () => readTextFile(await put("four", "four"), 3))).toMatchObject({ code: "limit/size" });
  });

  it("refuses a missing file, a folder and a pipe, each by its name", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    expect(await errorOf(() => readTextFile(join(folder, "none.casefile")))).toMatchObject({
      code: "file/not-found",
      message: "none.casefile is not there.",
    });
    expect(await errorOf(() => readTextFile(folder))).toMatchObject({ code: "file/not-a-file" });
    expect(await errorOf(() => readTextFile(pipe))).toMatchObject({ code: "file/not-a-file" });
  });
});

describe("hashing a file", () => {
  it("covers all bytes, at and around the step of one MiB, and tells how far it is", async () => {
    for (const size of [0, 1, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20]) {
      const content = Buffer.alloc(size, "casefile");
      const steps: number[] = [];
      const found = await hashFile(await put("hashed", content), { onProgress: (done) => steps.push(done) });
      expect(found).toEqual({ sha256: sha256(content), bytes: size });
      expect(steps.at(-1) ?? 0).toBe(size);
    }
  });

  it("stops when it is cancelled", async () => {
    const path = await put("hashed", Buffer.alloc(3 * 2 ** 20));
    const cancel = new AbortController();
    const error = await errorOf(() => hashFile(path, { signal: cancel.signal, onProgress: () => cancel.abort() }));
    expect(error).toMatchObject({ code: "cancelled/by-user" });
  });
});

describe("looking for a moved file", () => {
  const content = "the same bytes";
  const wanted = { sha256: sha256(content), bytes: content.length, path: "data/a.parquet" };
  const within = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const root = join(folder, name);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(root, path, ".."), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return root;
  };

  it("finds the same bytes under another name or in a sub-folder, and nothing else", async () => {
    const root = await within("renamed", { "b.txt": content, "c.txt": "another bytes!", "d.txt": "short" });
    expect(await findMoved(root, wanted)).toBe(join(root, "b.txt"));
    const deep = await within("deep", { "1/2/3/4/x": content, "1/y": "another bytes!" });
    expect(await findMoved(deep, wanted)).toBe(join(deep, "1/2/3/4/x"));
    expect(await findMoved(await within("none", { "a.parquet": "another bytes!" }), wanted)).toBeNull();
    expect(await findMoved(join(folder, "no such folder"), wanted)).toBeNull();
  });

  it("prefers the file that kept its name", async () => {
    const root = await within("names", { "b.parquet": content, "z/a.parquet": content });
    expect(await findMoved(root, wanted)).toBe(join(root, "z/a.parquet"));
  });

  it("goes no deeper than four levels, into no hidden folder and through no link", async () => {
    const root = await within("far", { "1/2/3/4/5/x": content, ".git/x": content });
    await symlink(join(root, "1/2/3/4/5"), join(root, "link"));
    await symlink(join(root, ".git/x"), join(root, "file-link"));
    expect(await findMoved(root, wanted)).toBeNull();
  });

  it("stops when it is cancelled", async () => {
    const root = await within("cancelled", { x: content });
    expect(await errorOf(() => findMoved(root, wanted, { signal: AbortSignal.abort() }))).toMatchObject({
      code: "cancelled/by-user",
    });
  });
});
